package io.espalier.latency;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A latency as a sum: a constant, and so many milliseconds for each thing that a network consists
 * of. What is not in it counts nothing.
 *
 * @param baseMs the constant
 * @param resolutionMs what predictions are rounded to, so that networks that differ in the rounding
 *     of the fit alone have one latency
 * @param ms the milliseconds for one of each thing, by name, by part
 */
record LatencyModel(double baseMs, double resolutionMs, Map<CountPart, Map<String, Double>> ms) {

  LatencyModel {
    Map<CountPart, Map<String, Double>> copy = new EnumMap<>(CountPart.class);
    for (CountPart part : CountPart.values()) {
      copy.put(
          part, Collections.unmodifiableMap(new LinkedHashMap<>(ms.getOrDefault(part, Map.of()))));
    }
    ms = Collections.unmodifiableMap(copy);
  }

  /** The milliseconds of a network with these counts. */
  double predict(Counts counts) {
    double sum = baseMs;
    for (CountPart part : CountPart.values()) {
      Map<String, Double> prices = ms.get(part);
      if (!prices.isEmpty()) {
        for (Map.Entry<String, Double> count : counts.byPart().get(part).entrySet()) {
          sum += count.getValue() * prices.getOrDefault(count.getKey(), 0.0);
        }
      }
    }
    return Math.rint(sum / resolutionMs) * resolutionMs;
  }
}
