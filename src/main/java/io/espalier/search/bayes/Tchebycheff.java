package io.espalier.search.bayes;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sums up several minimised coordinates in one figure by weights: max(w f) + 0.05 w·f, where f are
 * the coordinates scaled to the range of all points (Knowles, "ParEGO", 2006, equation 2).
 */
final class Tchebycheff {

  private static final double RHO = 0.05;

  private final double[] weights;

  /**
   * With random weights, each a multiple of one over {@code divisions}, that sum to 1; all such
   * weights are equally likely.
   */
  Tchebycheff(int objectives, int divisions, RandomGenerator random) {
    this.weights = new double[objectives];
    // Bars between stars, drawn one after the other without a list of all.
    int stars = divisions;
    int bars = objectives - 1;
    int objective = 0;
    while (stars + bars > 0) {
      if (random.nextInt(stars + bars) < stars) {
        weights[objective] += 1.0 / divisions;
        stars--;
      } else {
        objective++;
        bars--;
      }
    }
  }

  double[] weights() {
    return weights.clone();
  }

  /** The figure of each point, lower is better. */
  double[] of(List<double[]> points) {
    double[] low = points.get(0).clone();
    double[] high = points.get(0).clone();
    for (double[] point : points) {
      for (int o = 0; o < low.length; o++) {
        low[o] = Math.min(low[o], point[o]);
        high[o] = Math.max(high[o], point[o]);
      }
    }
    return points.stream().mapToDouble(point -> of(point, low, high)).toArray();
  }

  private double of(double[] point, double[] low, double[] high) {
    double largest = 0;
    double sum = 0;
    for (int o = 0; o < weights.length; o++) {
      double range = high[o] - low[o];
      double weighted = range > 0 ? weights[o] * (point[o] - low[o]) / range : 0;
      largest = Math.max(largest, weighted);
      sum += weighted;
    }
    return largest + RHO * sum;
  }
}
