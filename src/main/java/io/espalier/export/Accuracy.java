package io.espalier.export;

import io.espalier.supernet.evaluate.Score;

/**
 * How well a child does on images that its weights have not seen.
 *
 * @param accuracyPercent accuracy in percent
 * @param standardErrorPercent its standard error, in percentage points
 * @param images how many images it was measured on
 */
public record Accuracy(double accuracyPercent, double standardErrorPercent, int images) {

  /** The accuracy of a network's answers. */
  public static Accuracy of(Score score) {
    return new Accuracy(score.accuracyPercent(), score.standardErrorPercent(), score.images());
  }
}
