package io.espalier.notebook;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * What is shown of a cell's value: the same in several forms, of which a program takes the best
 * that it can show.
 *
 * @param forms the forms by MIME type; {@value #TEXT} is always among them, and pictures are in
 *     Base64
 */
public record Shown(Map<String, String> forms) {

  /** Plain text. */
  public static final String TEXT = "text/plain";

  /** HTML. */
  public static final String HTML = "text/html";

  /** A picture. */
  public static final String PNG = "image/png";

  public Shown {
    forms = Map.copyOf(forms);
  }

  /**
   * Pictures are shown as such, a {@link Sheet} as a table, and everything else as text.
   *
   * @param text the text for everything else
   */
  static Shown of(Object value, String text) {
    Map<String, String> forms = new LinkedHashMap<>();
    if (value instanceof RenderedImage picture) {
      forms.put(TEXT, "a picture of %d x %d".formatted(picture.getWidth(), picture.getHeight()));
      forms.put(PNG, png(picture));
    } else if (value instanceof Sheet sheet) {
      forms.put(TEXT, sheet.toString());
      forms.put(HTML, sheet.html());
    } else {
      forms.put(TEXT, value instanceof CharSequence words ? words.toString() : text);
    }
    return new Shown(forms);
  }

  private static String png(RenderedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
