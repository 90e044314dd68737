package io.espalier.export;

import io.espalier.data.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison of the same images' logits in two forms of a network.
 *
 * @param form the form that was compared with the reference
 * @param runtime what ran it
 * @param images how many images both saw
 * @param largestDifference the largest absolute difference of two logits
 * @param logitRange the reference's largest logit minus its smallest
 * @param tolerance the largest difference allowed
 * @param samePredictions on how many images both name the same class
 * @param ties on how many of the others the reference's two best logits are equal but for rounding:
 *     closer than a hundred-thousandth of the range
 * @param accuracyPercent how many of the images the form classifies rightly
 * @param referenceAccuracyPercent how many the reference does
 * @param verdict {@code same} if the difference is within the tolerance and predictions differ in
 *     ties only, else {@code different}
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
    String verdict) {

  private static final String SAME = "same";
  private static final String DIFFERENT = "different";

  /** What is rounding: about a hundred times what 32-bit floating point resolves. */
  private static final double ROUNDING = 1e-5;

  /**
   * Compares two forms of a network.
   *
   * @param tolerance the largest difference allowed, as a share of the reference's range
   */
  static Proof compare(
      String form,
      String runtime,
      Network written,
      Network reference,
      List<Batch> batches,
      double tolerance) {
    List<float[]> expected = new ArrayList<>();
    List<float[]> actual = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Batch batch : batches) {
      expected.addAll(reference.logits(batch));
      actual.addAll(written.logits(batch));
      for (int image = 0; image < batch.count(); image++) {
        labels.add((int) batch.labels().get(image));
      }
    }
    return of(form, runtime, expected, actual, labels, tolerance);
  }

  /** Compares logits, those of an image, or of a token of a text, in each array. */
  static Proof of(
      String form,
      String runtime,
      List<float[]> expected,
      List<float[]> actual,
      List<Integer> labels,
      double tolerance) {
    double largest = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int image = 0; image < expected.size(); image++) {
      float[] wanted = expected.get(image);
      float[] found = actual.get(image);
      if (wanted.length != found.length) {
        throw new IllegalStateException(
            "the reference gives %d logits, %s gives %d"
                .formatted(wanted.length, form, found.length));
      }
      for (int c = 0; c < wanted.length; c++) {
        // A NaN on either side stays in the maximum, and is then within no tolerance.
        largest = Math.max(largest, Math.abs((double) wanted[c] - found[c]));
        low = Math.min(low, wanted[c]);
        high = Math.max(high, wanted[c]);
      }
    }
    int same = 0;
    int ties = 0;
    int right = 0;
    int referenceRight = 0;
    for (int image = 0; image < expected.size(); image++) {
      float[] wanted = expected.get(image);
      int named = predicted(actual.get(image));
      int best = predicted(wanted);
      if (named == best) {
        same++;
      } else if (wanted[best] - wanted[named] <= ROUNDING * (high - low)) {
        ties++;
      }
      right += named == labels.get(image) ? 1 : 0;
      referenceRight += best == labels.get(image) ? 1 : 0;
    }
    int images = expected.size();
    double allowed = tolerance * (high - low);
    return new Proof(
        form,
        runtime,
        images,
        largest,
        high - low,
        allowed,
        same,
        ties,
        100.0 * right / images,
        100.0 * referenceRight / images,
        largest <= allowed && same + ties == images ? SAME : DIFFERENT);
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
