package io.espalier.study;

import io.espalier.cost.CostKinds;
import java.util.ArrayList;
import java.util.List;

/**
 * Few trials that stand for a whole front: its best in score and its cheapest, then always the one
 * farthest from those chosen (Gonzalez, 1985), with every objective scaled to its range.
 */
public final class Spread {

  private Spread() {}

  /**
   * Members of a front.
   *
   * @param front the front
   * @param columns the columns of its costs; if there are none, the MACs
   * @param count how many, at least 1; all if there are no more
   * @return in the order of the front
   */
  public static List<Trial> of(List<Trial> front, List<String> columns, int count) {
    List<String> costs = columns.isEmpty() ? List.of(CostKinds.MACS.column()) : columns;
    List<double[]> points = scaled(front.stream().map(t -> Trials.point(t, costs)).toList());
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(count, front.size())) {
      chosen.add(next(points, chosen));
    }
    return chosen.stream().sorted().map(front::get).toList();
  }

  private static int next(List<double[]> points, List<Integer> chosen) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      double worth =
          switch (chosen.size()) {
            case 0 -> -points.get(i)[0];
            case 1 -> -points.get(i)[1];
            default -> nearest(points, i, chosen);
          };
      if (!chosen.contains(i) && worth > most) {
        most = worth;
        best = i;
      }
    }
    return best;
  }

  private static double nearest(List<double[]> points, int index, List<Integer> chosen) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int other : chosen) {
      double sum = 0;
      for (int o = 0; o < points.get(index).length; o++) {
        sum += Math.pow(points.get(index)[o] - points.get(other)[o], 2);
      }
      nearest = Math.min(nearest, sum);
    }
    return nearest;
  }

  private static List<double[]> scaled(List<double[]> points) {
    List<double[]> scaled = points.stream().map(double[]::clone).toList();
    for (int o = 0; !points.isEmpty() && o < points.get(0).length; o++) {
      int objective = o;
      double low = points.stream().mapToDouble(p -> p[objective]).min().orElseThrow();
      double high = points.stream().mapToDouble(p -> p[objective]).max().orElseThrow();
      scaled.forEach(p -> p[objective] = high > low ? (p[objective] - low) / (high - low) : 0);
    }
    return scaled;
  }
}
