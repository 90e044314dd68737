package io.espalier.supernet.evaluate;

import io.espalier.error.InputError;
import io.espalier.estimate.Measure;

/**
 * How children are estimated.
 *
 * @param batchNorm the statistics that their batch norms use
 * @param score the measure of their score: the accuracy or minus the loss
 * @param memoryMb megabytes of 10<sup>6</sup> bytes that running children may use, for all workers
 *     together: their activations, statistics and folded weights
 * @param racing the number of best children that must be correct when the others may be dropped
 *     before they have seen all images; 0 to show all images to all children
 * @param canonical whether all encodings of a network get the score of its canonical form
 */
public record EstimateSettings(
    Statistics batchNorm, Measure score, int memoryMb, int racing, boolean canonical) {

  /** The accuracy with the child's own statistics. */
  public static final EstimateSettings DEFAULT =
      new EstimateSettings(Statistics.RECALIBRATED, Measure.ACCURACY, 1000, 0, false);

  public EstimateSettings {
    if (score != Measure.ACCURACY && score != Measure.LOSS) {
      throw new InputError("the score is %s; allowed are accuracy and loss".formatted(score.key()));
    }
    if (racing < 0) {
      throw new InputError(
          "%d children are to be correct in a race; allowed is 0 or more".formatted(racing));
    }
    if (memoryMb < 1) {
      throw new InputError(
          "the memory for estimates is %d MB; allowed is 1 or more".formatted(memoryMb));
    }
  }

  /** These settings with other statistics. */
  public EstimateSettings with(Statistics statistics) {
    return new EstimateSettings(statistics, score, memoryMb, racing, canonical);
  }

  /** These settings with another score. */
  public EstimateSettings with(Measure measure) {
    return new EstimateSettings(batchNorm, measure, memoryMb, racing, canonical);
  }

  /** These settings with all images shown to all children. */
  public EstimateSettings withoutRacing() {
    return new EstimateSettings(batchNorm, score, memoryMb, 0, canonical);
  }
}
