package io.espalier.search.regression;

import io.espalier.estimate.Estimate;
import io.espalier.search.FeasibleSet;
import io.espalier.space.Architecture;
import java.util.List;

/**
 * An architecture with its score.
 *
 * @param architecture the architecture
 * @param slots its bits, as {@link io.espalier.search.BitLayout} lays them out
 * @param score its estimate, higher is better
 * @param standardError the standard error of the score, in its unit; 0 if it is exact or unknown
 * @param feasible whether it is within the limits, so that a walk may start from it
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by identity only; a list would cost a walk dear.
public record Sample(
    Architecture architecture, int[] slots, double score, double standardError, boolean feasible) {

  private static final double LEAST_VARIANCE = 0.1;

  /** The sample of {@code estimate}, with its bits in the layout of {@code feasible}. */
  public static Sample of(Estimate estimate, FeasibleSet feasible) {
    Architecture architecture = estimate.architecture();
    return new Sample(
        architecture,
        feasible.layout().slots(architecture),
        estimate.score(),
        estimate.standardError(),
        feasible.contains(architecture));
  }

  /** The mean squared standard error of {@code samples}, at least one. */
  static double meanVariance(List<Sample> samples) {
    return samples.stream()
        .mapToDouble(s -> s.standardError() * s.standardError())
        .average()
        .orElseThrow();
  }

  /**
   * The squared standard error relative to the mean over all samples, but at least {@value
   * #LEAST_VARIANCE}, so that exact samples do not dominate. 1 if all are exact.
   */
  double relativeVariance(double mean) {
    return mean > 0 ? Math.max(standardError * standardError / mean, LEAST_VARIANCE) : 1;
  }

  /** A sample whose score is exact. */
  public Sample(Architecture architecture, int[] slots, double score, boolean feasible) {
    this(architecture, slots, score, 0, feasible);
  }
}
