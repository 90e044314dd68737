package io.espalier.supernet.train;

import java.util.List;

/**
 * Supervises the training of one network: measures it after each epoch and decides whether it
 * continues.
 */
@FunctionalInterface
public interface Supervision {

  /** The number of roll-backs after which a diverging training is given up. */
  int USUAL_ROLLBACKS = 5;

  /** The accuracy in percent of the current weights, on images set aside for that. */
  double accuracyPercent();

  /**
   * Whether the training is worth continuing. Must be a pure function, since a resumed training
   * calls it again.
   *
   * @param accuraciesPercent the accuracy after each epoch so far
   */
  default boolean goesOn(List<Double> accuraciesPercent) {
    return true;
  }

  /** The number of times that a diverging loss restores the last checkpoint with half the rate. */
  default int rollbacks() {
    return USUAL_ROLLBACKS;
  }
}
