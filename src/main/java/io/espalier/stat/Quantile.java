package io.espalier.stat;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** Quantiles of samples. */
public final class Quantile {

  private Quantile() {}

  /**
   * The value below which a share of a sample lies; between two values it is interpolated linearly
   * (type 7 of Hyndman and Fan, 1996, as in R and NumPy).
   *
   * @param share from 0 (the smallest value) to 1 (the largest)
   */
  public static double of(double[] values, double share) {
    if (values.length == 0 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "no quantile %s of %d values".formatted(share, values.length));
    }
    if (share == 0) {
      // The library knows no percentile 0.
      double smallest = values[0];
      for (double value : values) {
        smallest = Math.min(smallest, value);
      }
      return smallest;
    }
    return new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, 100 * share);
  }

  /** The middle value. */
  public static double median(double[] values) {
    return of(values, 0.5);
  }
}
