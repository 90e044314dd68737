package io.espalier.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The counts of one part for several networks, each scaled to mean 0 and variance 1. What occurs
 * equally often everywhere is left out, and so is what occurs in proportion to something before it,
 * which then stands for both.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CountMatrix(
    CountPart part, List<String> names, double[] means, double[] scales, double[] rows, int count) {

  private static final double RESOLUTION = 1e9;

  /** The counts of a part. */
  static CountMatrix of(CountPart part, List<Counts> networks) {
    Set<String> all = new LinkedHashSet<>();
    networks.forEach(counts -> all.addAll(counts.byPart().get(part).keySet()));
    Map<String, double[]> columns = new LinkedHashMap<>();
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    Set<List<Long>> seen = new HashSet<>();
    for (String name : all) {
      double[] column = networks.stream().mapToDouble(c -> c.get(part, name)).toArray();
      double mean = Arrays.stream(column).average().orElseThrow();
      double scale =
          Math.sqrt(Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElse(0));
      if (scale > 1 / RESOLUTION) {
        double[] scaled = Arrays.stream(column).map(v -> (v - mean) / scale).toArray();
        if (seen.add(Arrays.stream(scaled).mapToObj(v -> Math.round(v * RESOLUTION)).toList())) {
          columns.put(name, scaled);
          means.add(mean);
          scales.add(scale);
        }
      }
    }
    double[] rows = new double[networks.size() * columns.size()];
    int at = 0;
    for (double[] column : columns.values()) {
      for (int n = 0; n < column.length; n++) {
        rows[n * columns.size() + at] = column[n] / Math.sqrt(columns.size());
      }
      at++;
    }
    return new CountMatrix(
        part,
        List.copyOf(columns.keySet()),
        means.stream().mapToDouble(m -> m).toArray(),
        scales.stream().mapToDouble(s -> s).toArray(),
        rows,
        networks.size());
  }

  int width() {
    return names.size();
  }

  /**
   * The price of one of each thing.
   *
   * @param coefficients the coefficient of each network in the dual form
   * @param strength the prior variance of this part
   */
  double[] prices(double[] coefficients, double strength) {
    double[] prices = new double[width()];
    for (int c = 0; c < prices.length; c++) {
      double sum = 0;
      for (int n = 0; n < count; n++) {
        sum += coefficients[n] * rows[n * prices.length + c];
      }
      prices[c] = strength * sum / (scales[c] * Math.sqrt(prices.length));
    }
    return prices;
  }
}
