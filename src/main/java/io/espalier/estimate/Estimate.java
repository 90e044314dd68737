package io.espalier.estimate;

import io.espalier.space.Architecture;

/**
 * An estimated score with its standard error and its cost.
 *
 * @param architecture the architecture that was estimated
 * @param score the estimate, higher is better; an accuracy is in percent
 * @param standardError the standard error of {@code score}, in its unit; 0 where it is exact
 * @param images the number of images the score was measured on; 0 if none
 * @param seconds the wall time of the estimate, in seconds
 */
public record Estimate(
    Architecture architecture, double score, double standardError, int images, double seconds)
    implements Outcome {

  public Estimate {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException(
          "the score of %s is %s; report a score that is no number as a Failure"
              .formatted(architecture, score));
    }
    if (!(standardError >= 0) || images < 0 || !(seconds >= 0)) {
      throw new IllegalArgumentException(
          "standard error %s, images %d and seconds %s of %s must not be negative"
              .formatted(standardError, images, seconds, architecture));
    }
  }
}
