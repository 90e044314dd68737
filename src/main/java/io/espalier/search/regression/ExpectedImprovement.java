package io.espalier.search.regression;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The expected improvement of a candidate over the best known score (Jones et al., 1998, equation
 * 15).
 */
public final class ExpectedImprovement {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private ExpectedImprovement() {}

  /** The mean of max(0, y - best) for y normal with the given mean and deviation, above 0. */
  public static double of(double mean, double deviation, double best) {
    double z = (mean - best) / deviation;
    return (mean - best) * NORMAL.cumulativeProbability(z) + deviation * NORMAL.density(z);
  }
}
