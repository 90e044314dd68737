package io.espalier.settings;

import io.espalier.error.InputError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

final class Checks {

  private Checks() {}

  /** A map of its own, in the same order; empty for none. */
  static Map<String, Record> copy(Map<String, Record> own) {
    return own == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(own));
  }

  /** Refuses a number that does not lie between two others. */
  static void between(String key, double value, double above, double below) {
    if (!(value > above && value < below)) {
      throw new InputError(
          "%s is %s; allowed is a number above %s and below %s"
              .formatted(key, value, above, below));
    }
  }
}
