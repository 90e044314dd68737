package io.espalier.export;

import io.espalier.supernet.evaluate.Score;

/**
 * The accuracy of a child on images that its weights have not seen.
 *
 * @param accuracyPercent accuracy in percent
 * @param standardErrorPercent its standard error, in percentage points
 * @param images the number of images it was measured on
 */
public record Accuracy(double accuracyPercent, double standardErrorPercent, int images) {

  /** The accuracy of a network's answers. */
  public static Accuracy of(Score score) {
    return new Accuracy(score.accuracyPercent(), score.standardErrorPercent(), score.images());
  }
}
