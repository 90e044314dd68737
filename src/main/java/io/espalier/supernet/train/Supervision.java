package io.espalier.supernet.train;

import java.util.List;

/** Who watches a training of one network: what is measured after each epoch, and what follows. */
@FunctionalInterface
public interface Supervision {

  /** Roll-backs after which a training whose loss runs away is given up. */
  int USUAL_ROLLBACKS = 5;

  /** The accuracy in percent, on images kept for that, of the weights as they are. */
  double accuracyPercent();

  /**
   * Whether the training is worth going on with. Must be a pure function, for a resumed training
   * asks again.
   *
   * @param accuraciesPercent the accuracy after each epoch so far
   */
  default boolean goesOn(List<Double> accuraciesPercent) {
    return true;
  }

  /** How often a loss that runs away brings the last checkpoint back with half the rate. */
  default int rollbacks() {
    return USUAL_ROLLBACKS;
  }
}
