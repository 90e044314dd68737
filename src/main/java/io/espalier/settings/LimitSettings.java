package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import io.espalier.error.InputError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits on the costs of networks.
 *
 * @param ranges the minimum and maximum, which may be null, by the name of the cost
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
