package io.espalier.export;

import io.espalier.data.Batch;
import java.util.List;

/**
 * A comparison of the same images' logits in two forms of a network.
 *
 * @param form the form that was compared with the reference
 * @param reference what it was compared with
 * @param images how many images both saw
 * @param largestDifference the largest absolute difference of two logits
 * @param logitRange the reference's largest logit minus its smallest
 * @param tolerance the largest difference allowed
 * @param samePredictions on how many images both name the same class
 * @param verdict {@code same} if the difference is within the tolerance, else {@code different}
 */
public record Proof(
    String form,
    String reference,
    int images,
    double largestDifference,
    double logitRange,
    double tolerance,
    int samePredictions,
    String verdict) {

  private static final String SAME = "same";

  /**
   * Compares two forms of a network.
   *
   * @param tolerance the largest difference allowed, as a share of the reference's range
   */
  static Proof compare(
      String form,
      Network written,
      String referenceName,
      Network reference,
      List<Batch> batches,
      double tolerance) {
    double largest = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int images = 0;
    int same = 0;
    for (Batch batch : batches) {
      List<float[]> expected = reference.logits(batch);
      List<float[]> actual = written.logits(batch);
      for (int image = 0; image < batch.count(); image++) {
        float[] wanted = expected.get(image);
        float[] found = actual.get(image);
        if (wanted.length != found.length) {
          throw new IllegalStateException(
              "%s gives %d logits, %s gives %d"
                  .formatted(referenceName, wanted.length, form, found.length));
        }
        for (int c = 0; c < wanted.length; c++) {
          // A NaN on either side stays in the maximum, and is then within no tolerance.
          largest = Math.max(largest, Math.abs((double) wanted[c] - found[c]));
          low = Math.min(low, wanted[c]);
          high = Math.max(high, wanted[c]);
        }
        same += predicted(wanted) == predicted(found) ? 1 : 0;
      }
      images += batch.count();
    }
    double allowed = tolerance * (high - low);
    return new Proof(
        form,
        referenceName,
        images,
        largest,
        high - low,
        allowed,
        same,
        largest <= allowed ? SAME : "different");
  }

  /** Whether the two forms are the same network. */
  public boolean holds() {
    return verdict.equals(SAME);
  }

  private static int predicted(float[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }
}
