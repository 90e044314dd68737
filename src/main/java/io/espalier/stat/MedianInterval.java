package io.espalier.stat;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/** Confidence intervals of a median, for any distribution. */
public final class MedianInterval {

  private MedianInterval() {}

  /**
   * The interval between two order statistics that covers the median with at least the given
   * confidence (David and Nagaraja, "Order Statistics", section 7.1): the k-th value from below to
   * the k-th from above, with the largest k for which Binomial(n, 1/2) lies below k in at most half
   * of the remaining cases. Censored values may stand in as any number larger than the others.
   *
   * @param confidence for example 0.95; for a sample of fewer than six there is no such interval at
   *     95 %, and the range from the smallest to the largest value is returned instead
   */
  public static Bootstrap.Interval of(double[] values, double confidence) {
    if (values.length == 0 || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "no interval of %s from %d values".formatted(confidence, values.length));
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    BinomialDistribution below = new BinomialDistribution(null, sorted.length, 0.5);
    int k = 1;
    while (2 * (k + 1) <= sorted.length && below.cumulativeProbability(k) <= (1 - confidence) / 2) {
      k++;
    }
    return new Bootstrap.Interval(sorted[k - 1], sorted[sorted.length - k]);
  }
}
