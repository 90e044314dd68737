package io.espalier.export;

import io.espalier.data.Batch;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A comparison of the logits of the same images in two formats of a network. For a network that
 * reads texts, an image is a token, and its class is the next token.
 *
 * @param format the format that was compared with the reference
 * @param runtime the runtime of the format
 * @param images the number of images, or tokens of a text, that were compared
 * @param largestDifference the largest absolute difference of two logits
 * @param logitRange the reference's largest logit minus its smallest
 * @param tolerance the largest difference allowed
 * @param rounding how far the reference is from the same network in 64-bit floating point, where
 *     that was needed to tell; otherwise 0
 * @param samePredictions the number of images for which both predict the same class
 * @param ties the number of the other images for which the reference's two best logits are equal up
 *     to rounding: closer than a hundred-thousandth of the range, or as far apart as rounding alone
 *     may move them
 * @param accuracyPercent the share of images that the format classifies correctly, in percent
 * @param referenceAccuracyPercent the same share for the reference
 * @param crossEntropy the mean cross-entropy of the format's answers, in nats
 * @param referenceCrossEntropy the mean cross-entropy of the reference's answers
 * @param verdict {@code same} if the difference is within the tolerance, predictions differ only in
 *     ties and, for texts, cross-entropies differ by at most a hundred-thousandth; otherwise {@code
 *     different}
 */
public record Proof(
    String format,
    String runtime,
    int images,
    double largestDifference,
    double logitRange,
    double tolerance,
    double rounding,
    int samePredictions,
    int ties,
    double accuracyPercent,
    double referenceAccuracyPercent,
    double crossEntropy,
    double referenceCrossEntropy,
    String verdict) {

  static final String SAME = "same";
  static final String DIFFERENT = "different";

  /**
   * Compares two formats of a network. If they differ by more than the tolerance, the reference's
   * own rounding is measured: networks whose signals almost vanish on the way magnify it beyond any
   * fixed tolerance.
   *
   * @param tolerance the largest difference allowed, as a share of the reference's range
   * @param rounding measures the reference's own rounding
   * @param compared called after each batch
   */
  static Proof compare(
      String format,
      String runtime,
      Network written,
      Network reference,
      List<Batch> batches,
      double tolerance,
      DoubleSupplier rounding,
      Runnable compared) {
    LogitComparison comparison = new LogitComparison(format);
    for (Batch batch : batches) {
      List<float[]> expected = reference.logits(batch);
      List<float[]> found = written.logits(batch);
      for (int image = 0; image < batch.count(); image++) {
        comparison.add(expected.get(image), found.get(image), (int) batch.labels().get(image));
      }
      compared.run();
    }
    return comparison.proof(runtime, tolerance, rounding);
  }

  /** Whether the two formats are the same network. */
  public boolean holds() {
    return verdict.equals(SAME);
  }
}
