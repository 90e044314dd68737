package io.espalier.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.data.Normalisation;
import io.espalier.plan.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The steps from a picture file to a network's input. The training depends on them, so every format
 * of an export documents them, for people and for programs; {@link io.espalier.data.Picture} and
 * the formats themselves implement them.
 */
public final class PictureSteps {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PictureSteps() {}

  /** The steps by name, in order; empty for a child that reads texts. */
  static Map<String, String> of(Child child) {
    Map<String, String> steps = new LinkedHashMap<>();
    if (child.plan().isRecurrent()) {
      return steps;
    }
    Shape input = child.plan().input();
    Normalisation normalisation = child.about().normalisation();
    boolean grey = input.channels() == 1;
    steps.put("orientation", "upright, as EXIF says");
    steps.put("levels", "8 bits; of 16 the upper 8");
    steps.put("transparency", "dropped: the color stored there shows");
    steps.put(
        "colors",
        grey
            ? "grey; of RGB (299 R + 587 G + 114 B + 500) / 1000, rounded down"
            : "RGB; grey stands in all three");
    steps.put("cmyk", "R = (255 - C)(255 - K) / 255 and so on; color profiles are not applied");
    steps.put(
        "crop",
        "the largest part in the middle with the shape of %d x %d (rows x columns)"
            .formatted(input.height(), input.width()));
    steps.put(
        "resize",
        "to %d x %d by a triangle filter (bilinear, antialiased), rounded to whole levels"
            .formatted(input.height(), input.width()));
    steps.put("range", "levels / 255, from 0 to 1");
    steps.put(
        "normalisation",
        "(value - mean) / deviation; mean %s, deviation %s"
            .formatted(join(normalisation.mean()), join(normalisation.deviation())));
    steps.put("layout", "images, channels, rows, columns");
    return steps;
  }

  private static String join(List<Float> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /** The steps as one line of JSON. */
  public static String json(Child child) {
    try {
      return JSON.writeValueAsString(of(child));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  /** The steps as a numbered list. */
  public static String list(Child child) {
    StringBuilder list = new StringBuilder();
    of(child)
        .forEach(
            (name, step) ->
                list.append(list.length() == 0 ? "" : "\n")
                    .append("- %s: %s".formatted(name, step)));
    return list.toString();
  }
}
