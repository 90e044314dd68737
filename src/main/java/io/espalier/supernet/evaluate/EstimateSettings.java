package io.espalier.supernet.evaluate;

import io.espalier.error.InputError;
import io.espalier.estimate.Measure;

/**
 * How children are estimated.
 *
 * @param batchNorm which statistics their batch norms use
 * @param score what their score is: the accuracy or minus the loss
 */
public record EstimateSettings(Statistics batchNorm, Measure score) {

  /** The accuracy with statistics of the child's own. */
  public static final EstimateSettings DEFAULT =
      new EstimateSettings(Statistics.RECALIBRATED, Measure.ACCURACY);

  public EstimateSettings {
    if (score == Measure.OTHER) {
      throw new InputError("search.score is other; allowed are accuracy and loss");
    }
  }
}
