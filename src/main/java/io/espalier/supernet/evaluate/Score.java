package io.espalier.supernet.evaluate;

import io.espalier.estimate.Measure;

/**
 * How well a network classified some images.
 *
 * @param correct the number of images classified correctly
 * @param images the number of images classified
 * @param loss mean cross-entropy
 * @param lossDeviation standard deviation of the cross-entropy between images
 */
public record Score(int correct, int images, double loss, double lossDeviation) {

  /** The share of correct images in percent. */
  public double accuracyPercent() {
    return 100.0 * correct / images;
  }

  /**
   * The standard error of {@link #accuracyPercent} as an estimate of the accuracy on the population
   * of such images: that of a binomial proportion.
   */
  public double standardErrorPercent() {
    double share = (double) correct / images;
    return 100 * Math.sqrt(share * (1 - share) / images);
  }

  /** The score by {@code measure}, higher is better. */
  double by(Measure measure) {
    return measure == Measure.LOSS ? -loss : accuracyPercent();
  }

  /** The standard error of {@link #by}. */
  double standardErrorBy(Measure measure) {
    return measure == Measure.LOSS ? lossDeviation / Math.sqrt(images) : standardErrorPercent();
  }
}
