package io.espalier.stat;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Turns scores of any unit into normal scores: the number of standard deviations by which a score
 * would exceed the median of a reference sample if its values were normally distributed (van der
 * Waerden, 1952). Scores of different units can then be averaged.
 *
 * <p>Immutable. Strictly increasing: linear between the sample's values, and beyond them with the
 * slope of the outer sixth, so that scores better than the whole sample are not tied.
 */
public final class NormalScale {

  /** The probability below minus one standard deviation; beyond lies the outer sixth. */
  private static final double TAIL = 0.158655;

  private final double[] values;
  private final double[] normal;
  private final double lowerSlope;
  private final double upperSlope;

  /**
   * The scale of a reference sample.
   *
   * @throws IllegalArgumentException if the sample is empty or contains NaN or infinite values
   */
  public NormalScale(double[] sample) {
    if (sample.length == 0 || !Arrays.stream(sample).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "no scale from %d values, or one is no number".formatted(sample.length));
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    values = Arrays.stream(sorted).distinct().toArray();
    normal = new double[values.length];
    NormalDistribution standard = new NormalDistribution();
    int below = 0;
    for (int v = 0; v < values.length; v++) {
      int end = below;
      while (end < sorted.length && sorted[end] == values[v]) {
        end++;
      }
      // Equal values share the mean of their ranks.
      double rank = (below + 1 + end) / 2.0;
      normal[v] = standard.inverseCumulativeProbability(rank / (sorted.length + 1));
      below = end;
    }
    int last = values.length - 1;
    lowerSlope = slope(0, Quantile.of(sample, TAIL), -1);
    upperSlope = slope(last, Quantile.of(sample, 1 - TAIL), 1);
  }

  private double slope(int end, double inner, double innerNormal) {
    double run = values[end] - inner;
    double rise = normal[end] - innerNormal;
    if (run * rise > 0) {
      return rise / run;
    }
    double span = values[values.length - 1] - values[0];
    return span > 0 ? (normal[values.length - 1] - normal[0]) / span : 0;
  }

  /** The normal score of a score; always 0 if all values of the sample are equal, NaN for NaN. */
  public double of(double score) {
    if (Double.isNaN(score)) {
      return Double.NaN;
    }
    int last = values.length - 1;
    if (score <= values[0]) {
      return normal[0] + lowerSlope * (score - values[0]);
    }
    if (score >= values[last]) {
      return normal[last] + upperSlope * (score - values[last]);
    }
    int found = Arrays.binarySearch(values, score);
    if (found >= 0) {
      return normal[found];
    }
    int upper = -found - 1;
    double share = (score - values[upper - 1]) / (values[upper] - values[upper - 1]);
    return normal[upper - 1] + share * (normal[upper] - normal[upper - 1]);
  }
}
