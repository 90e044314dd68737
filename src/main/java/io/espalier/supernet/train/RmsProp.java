package io.espalier.supernet.train;

import ai.djl.ndarray.NDManager;
import io.espalier.catalogue.Options;
import io.espalier.error.InputError;
import java.util.OptionalDouble;

/**
 * Steps divided by the root of a moving mean of squared gradients (Tieleman and Hinton, 2012), as
 * TensorFlow computes it, which mobile networks were published with: the mean begins with 1, and
 * epsilon is added to it under the root.
 *
 * @param decay the weight of the past in the mean, from 0 to below 1
 * @param epsilon above 0
 */
public record RmsProp(double decay, double epsilon) implements Optimizer {

  /** How it can be named. */
  static final OptimizerKind<RmsProp> KIND =
      new OptimizerKind<>(
          "rmsprop",
          "steps divided by the root of a moving mean of squared gradients",
          new Options<>(
              RmsProp.class,
              """
              # The weight of the past in the mean of squared gradients
              decay: 0.9
              # What is added to this mean under the root
              epsilon: 0.001
              ---
              decay: [0, 1]
              epsilon: [0, 1000]
              """),
          own -> own);

  public RmsProp {
    if (!(decay >= 0 && decay < 1) || !(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new InputError(
          "RMSProp with decay %s and epsilon %s is not possible; allowed are a decay from 0 to below 1 and an epsilon above 0"
              .formatted(decay, epsilon));
    }
  }

  @Override
  public OptionalDouble squaresFrom() {
    return OptionalDouble.of(1);
  }

  @Override
  public Step begin(NDManager manager, Recipe recipe, double rate, double scale) {
    return new RmsUpdate(manager, recipe, this, rate, scale);
  }
}
