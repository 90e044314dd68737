package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.function.ToDoubleFunction;

/**
 * A range that a measure of an architecture must lie in, such as its MACs.
 *
 * @param name the name of the limited measure, as users know it: {@code macs}, {@code params}
 * @param unit the unit of the measure, for messages: {@code million MACs}
 * @param minimum the smallest value allowed
 * @param maximum the largest value allowed
 * @param measure the value of a valid architecture; a pure function, safe for several threads
 */
public record Limit(
    String name,
    String unit,
    double minimum,
    double maximum,
    ToDoubleFunction<Architecture> measure) {

  public Limit {
    if (!(minimum <= maximum)) {
      throw new IllegalArgumentException(
          "the limit %s runs from %s to %s; the first must not be above the second"
              .formatted(name, minimum, maximum));
    }
  }

  /** Whether {@code architecture}, which must be valid, is within this limit. */
  public boolean allows(Architecture architecture) {
    double value = measure.applyAsDouble(architecture);
    return value >= minimum && value <= maximum;
  }
}
