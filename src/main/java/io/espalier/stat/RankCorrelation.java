package io.espalier.stat;

import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** Rank correlation of two lists of numbers, from -1 to 1. */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * Kendall's tau-b, which accounts for ties in either list (Kendall, 1945; counted in O(n log n)
   * as in Knight, 1966).
   *
   * @return NaN if all values of a list are equal
   * @throws IllegalArgumentException if the lists differ in length, are shorter than 2, or hold NaN
   */
  public static double kendallTau(double[] x, double[] y) {
    check(x, y);
    return new KendallsCorrelation().correlation(x, y);
  }

  /**
   * Spearman's rho: the correlation of the ranks, with ties sharing their mean rank.
   *
   * @return NaN if all values of a list are equal
   * @throws IllegalArgumentException if the lists differ in length, are shorter than 2, or hold NaN
   */
  public static double spearman(double[] x, double[] y) {
    check(x, y);
    return new SpearmansCorrelation().correlation(x, y);
  }

  private static void check(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          "a correlation needs two lists of the same length of 2 or more, not %d and %d"
              .formatted(x.length, y.length));
    }
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i]) || Double.isNaN(y[i])) {
        throw new IllegalArgumentException("value %d is no number".formatted(i));
      }
    }
  }
}
