package io.espalier.supernet.train;

import io.espalier.error.InputError;

/** The update rule of the weights; momentum and weight decay are those of the {@link Recipe}. */
public sealed interface Optimizer {

  /** Gradient descent with momentum, see {@link ActiveSgd}. */
  record Sgd() implements Optimizer {}

  /**
   * Steps divided by the root of a moving mean of squared gradients (Tieleman and Hinton, 2012), as
   * TensorFlow computes it, with which mobile networks were published: the mean begins with 1, and
   * epsilon is added to it under the root.
   *
   * @param decay the weight of the past in the mean, from 0 to below 1
   * @param epsilon above 0
   */
  record RmsProp(double decay, double epsilon) implements Optimizer {

    public RmsProp {
      if (!(decay >= 0 && decay < 1) || !(epsilon > 0 && Double.isFinite(epsilon))) {
        throw new InputError(
            "RMSProp cannot have a decay of %s and an epsilon of %s; allowed are a decay from 0 to below 1 and an epsilon above 0"
                .formatted(decay, epsilon));
      }
    }
  }
}
