package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.file.YamlText;
import io.espalier.settings.Catalogues;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * The range of a setting or a flag; {@code ranges.yaml} holds all of them.
 *
 * @param least the smallest
 * @param most the largest
 */
public record Range(BigDecimal least, BigDecimal most) {

  /** All ranges except those of catalogue entries. */
  static ObjectNode all() {
    return YamlText.parse(Configuration.resource("ranges.yaml"), "ranges.yaml").root();
  }

  /** The ranges of the flags of the command line, by their names, such as {@code --epochs}. */
  public static Function<String, Range> ofFlags(Catalogues catalogues) {
    JsonNode ranges = new DefaultsText(catalogues).ranges("flags");
    return name -> of(name, ranges.path(name));
  }

  static Range of(String path, JsonNode range) {
    if (!range.isArray() || range.size() != 2) {
      throw new IllegalStateException("ranges.yaml has no range of " + path);
    }
    return new Range(range.get(0).decimalValue(), range.get(1).decimalValue());
  }

  /** Whether a number, which may be infinite or NaN, lies within. */
  boolean holds(JsonNode number) {
    // Checked before exact arithmetic, since the digits of 1e999999999 would fill the memory.
    return Double.isFinite(number.doubleValue()) && holds(number.decimalValue());
  }

  /** Whether a number lies within. */
  public boolean holds(BigDecimal number) {
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
  }

  @Override
  public String toString() {
    return "from %s to %s".formatted(least.toPlainString(), most.toPlainString());
  }
}
