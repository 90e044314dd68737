package io.espalier.supernet.train;

import io.espalier.error.InputError;

/**
 * The averaging of weights over the steps; the result of a training is then the average instead of
 * the last weights.
 *
 * @param decay the weight of the past in an exponential moving average, per step (Polyak and
 *     Juditsky, 1992); its memory is about 1 / (1 - decay) steps. 0 for none
 * @param tail the share of the steps, at the end, over which the plain average is taken (Izmailov
 *     et al., UAI 2018). 0 for none
 * @param statistics whether batch-norm statistics are averaged as well, as is usual for one
 *     network; those of a supernet have to be measured again
 */
public record Averaging(double decay, double tail, boolean statistics) {

  /** No averaging: the last weights. */
  public static final Averaging NONE = new Averaging(0, 0, false);

  /**
   * The number of steps between updates; neighbouring steps differ too little for more frequent
   * ones.
   */
  static final int EVERY_STEPS = 10;

  public Averaging {
    if (!(decay >= 0 && decay < 1) || !(tail >= 0 && tail <= 1) || (decay > 0 && tail > 0)) {
      throw new InputError(
          ("the averages have a decay of %s and a tail of %s; allowed is one of them, a decay"
                  + " from 0 to below 1 or a tail from 0 to 1, and 0 for the other")
              .formatted(decay, tail));
    }
  }

  /** An average of learned weights alone. */
  public Averaging(double decay, double tail) {
    this(decay, tail, false);
  }

  boolean isNone() {
    return decay == 0 && tail == 0;
  }

  /**
   * The weight of the current weights in the average after a step; 0 if the average stays as it is.
   *
   * @param step the number of the step, counted from 1
   * @param steps the number of steps of the whole training
   */
  double weight(long step, long steps) {
    if (isNone() || step % EVERY_STEPS != 0) {
      return 0;
    }
    long before = decay > 0 ? 0 : (long) Math.floor(steps * (1 - tail)) / EVERY_STEPS;
    long updates = step / EVERY_STEPS - before;
    if (updates < 1) {
      return 0;
    }
    // The first weights count as much as later ones until the average has its length.
    double plain = 1.0 / updates;
    return decay > 0 ? Math.max(plain, 1 - Math.pow(decay, EVERY_STEPS)) : plain;
  }
}
