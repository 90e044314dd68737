package io.espalier.supernet.train;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.OptionalDouble;

/** How gradients move weights; momentum and weight decay are those of the {@link Recipe}. */
public interface Optimizer {

  /** The value that its moving mean of squared gradients begins with; empty if it keeps none. */
  OptionalDouble squaresFrom();

  /**
   * Begins a step.
   *
   * @param manager the owner of arrays that the step needs
   * @param rate the learning rate
   * @param scale the factor that gradients are multiplied by first
   */
  Step begin(NDManager manager, Recipe recipe, double rate, double scale);

  /** A step of all weights, one after another. */
  interface Step extends AutoCloseable {

    /**
     * Moves a weight and what is kept of it.
     *
     * @param squares the mean of its squared gradients; null if the optimizer keeps none
     */
    void move(PtNDArray weight, PtNDArray gradient, PtNDArray velocity, PtNDArray squares);

    @Override
    default void close() {}
  }
}
