package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import io.espalier.error.InputError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network may cost.
 *
 * @param ranges by the name of a cost its least and its most, in its unit, which may be null
 */
public record LimitSettings(@JsonValue Map<String, List<Double>> ranges) {
  public LimitSettings {
    ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
    ranges.forEach(LimitSettings::check);
  }

  private static void check(String cost, List<Double> ends) {
    Double least = ends.get(0);
    Double most = ends.get(1);
    if (least != null && most != null && least > most) {
      throw new InputError(
          "limits.%s runs from %s to %s; the first must not be above the second"
              .formatted(cost, least, most));
    }
  }
}
