package io.espalier.export;

import io.espalier.estimate.Estimate;

/**
 * How well a child does on images that its weights have not seen.
 *
 * @param accuracyPercent accuracy in percent
 * @param standardErrorPercent its standard error, in percentage points
 * @param images how many images it was measured on
 */
public record ValidationScore(double accuracyPercent, double standardErrorPercent, int images) {

  /** An estimate that is an accuracy. */
  public static ValidationScore of(Estimate estimate) {
    return new ValidationScore(estimate.score(), estimate.standardError(), estimate.images());
  }
}
