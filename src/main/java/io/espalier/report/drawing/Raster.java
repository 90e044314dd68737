package io.espalier.report.drawing;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.geometry.size.FloatSize;
import com.github.weisj.jsvg.parser.SVGLoader;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** SVG as pixels, for programs that cannot show SVG. */
public final class Raster {

  /** Pixels per unit of the drawing, so that small letters stay sharp. */
  private static final double SCALE = 2;

  private Raster() {}

  /**
   * Writes a picture as PNG at twice its stated width and height in pixels.
   *
   * @param svg a drawing that loads nothing from elsewhere
   * @throws InputError if the file cannot be written
   */
  public static void write(String svg, Path file) {
    byte[] png = png(image(svg));
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(png);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /**
   * A picture in pixels, twice its stated width and height.
   *
   * @param svg a drawing that loads nothing from elsewhere
   */
  public static BufferedImage image(String svg) {
    byte[] source = svg.getBytes(StandardCharsets.UTF_8);
    SVGDocument drawing =
        Optional.ofNullable(new SVGLoader().load(new ByteArrayInputStream(source)))
            .orElseThrow(() -> new IllegalArgumentException("not an SVG drawing: " + svg));
    FloatSize size = drawing.size();
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(SCALE * size.width),
            (int) Math.ceil(SCALE * size.height),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(SCALE, SCALE);
      drawing.render(null, graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
