package io.espalier.search.regression;

import io.espalier.estimate.Estimate;
import io.espalier.search.FeasibleSet;
import io.espalier.space.Architecture;
import java.util.List;

/**
 * An architecture with its score.
 *
 * @param architecture what was estimated
 * @param slots its bits, as {@link io.espalier.search.BitLayout} lays them out
 * @param score its estimate, higher is better
 * @param standardError of the score, in its unit; 0 if it is exact or not known
 * @param feasible whether it keeps the limits, so that a walk may start at it
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by identity only; a list would cost a walk dear.
public record Sample(
    Architecture architecture, int[] slots, double score, double standardError, boolean feasible) {

  private static final double LEAST_VARIANCE = 0.1;

  /** The sample that {@code estimate} is, its bits laid out as those of {@code feasible}. */
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
   * The squared standard error over {@code mean}, that of usual samples, but no less than {@value
   * #LEAST_VARIANCE}: exact samples must not rule alone. 1 if all are exact.
   */
  double relativeVariance(double mean) {
    return mean > 0 ? Math.max(standardError * standardError / mean, LEAST_VARIANCE) : 1;
  }

  /** A sample whose score is exact. */
  public Sample(Architecture architecture, int[] slots, double score, boolean feasible) {
    this(architecture, slots, score, 0, feasible);
  }
}
