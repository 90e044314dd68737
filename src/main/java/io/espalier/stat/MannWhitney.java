package io.espalier.stat;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The rank test of Mann and Whitney ("On a test of whether one of two random variables is
 * stochastically larger than the other", 1947).
 *
 * @param pValue two-sided; exact for small samples without ties, otherwise of the normal
 *     approximation with corrections for ties and continuity
 * @param less the share of pairs in which the first sample's value is less than the second's, ties
 *     counted half: an estimate of P(X &lt; Y) + P(X = Y) / 2
 */
public record MannWhitney(double pValue, double less) {

  /**
   * Tests whether the values of one sample tend to be larger than those of the other.
   *
   * @param x a sample of one value or more
   * @param y another
   * @throws IllegalArgumentException if a sample is empty or holds NaN
   */
  public static MannWhitney of(double[] x, double[] y) {
    MannWhitneyUTest.Result result =
        MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.TWO_SIDED).test(x, y);
    double less = 1 - result.getStatistic() / ((double) x.length * y.length);
    // If all values are equal, the ranks have no variance and say nothing.
    double p = Double.isNaN(result.getPValue()) ? 1 : Math.min(1, result.getPValue());
    return new MannWhitney(p, less);
  }
}
