package io.espalier.supernet.train;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.OptionalDouble;

/** Gradient descent with momentum, see {@link ActiveSgd}. */
public record Sgd() implements Optimizer {

  private static final float NO_CLIPPING = -1;

  @Override
  public OptionalDouble squaresFrom() {
    return OptionalDouble.empty();
  }

  @Override
  public Step begin(NDManager manager, Recipe recipe, double rate, double scale) {
    return (weight, gradient, velocity, squares) ->
        JniUtils.sgdUpdate(
            weight,
            gradient,
            velocity,
            (float) rate,
            (float) recipe.weightDecay(),
            (float) scale,
            NO_CLIPPING,
            (float) recipe.momentum());
  }
}
