package io.espalier.export;

import io.espalier.data.Batch;
import java.util.List;

/**
 * A comparison of the same images' logits in two forms of a network. Where it reads texts, an image
 * is a token, and its class the next token.
 *
 * @param form the form that was compared with the reference
 * @param runtime what ran it
 * @param images how many images, or tokens of a text, both saw
 * @param largestDifference the largest absolute difference of two logits
 * @param logitRange the reference's largest logit minus its smallest
 * @param tolerance the largest difference allowed
 * @param samePredictions on how many images both name the same class
 * @param ties on how many of the others the reference's two best logits are equal but for rounding:
 *     closer than a hundred-thousandth of the range
 * @param accuracyPercent how many of the images the form classifies rightly
 * @param referenceAccuracyPercent how many the reference does
 * @param crossEntropy mean cross-entropy of the form's answers, in nats
 * @param referenceCrossEntropy that of the reference's
 * @param verdict {@code same} if the difference is within the tolerance, predictions differ in ties
 *     only and, of texts, cross-entropies by a hundred-thousandth at most, else {@code different}
 */
public record Proof(
    String form,
    String runtime,
    int images,
    double largestDifference,
    double logitRange,
    double tolerance,
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
   * Compares two forms of a network.
   *
   * @param tolerance the largest difference allowed, as a share of the reference's range
   * @param compared told after each batch
   */
  static Proof compare(
      String form,
      String runtime,
      Network written,
      Network reference,
      List<Batch> batches,
      double tolerance,
      Runnable compared) {
    LogitComparison comparison = new LogitComparison(form);
    for (Batch batch : batches) {
      List<float[]> expected = reference.logits(batch);
      List<float[]> found = written.logits(batch);
      for (int image = 0; image < batch.count(); image++) {
        comparison.add(expected.get(image), found.get(image), (int) batch.labels().get(image));
      }
      compared.run();
    }
    return comparison.proof(runtime, tolerance, Double.POSITIVE_INFINITY);
  }

  /** Whether the two forms are the same network. */
  public boolean holds() {
    return verdict.equals(SAME);
  }
}
