package io.espalier.supernet.train;

import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;

/** Single training steps, as in {@link SupernetTrainer}, for measuring their cost. */
public final class StepBench implements AutoCloseable {

  private final ActiveSgd optimizer;
  private final TrainingStep step;
  private final double rate;

  /**
   * Steps that move {@code weights}.
   *
   * @param recipe the settings of the updates; its length does not matter, and the rate stays
   * @param classes the length of each image's logits
   */
  public StepBench(Weights weights, Recipe recipe, int classes) {
    this.optimizer = new ActiveSgd(weights, recipe);
    this.rate = recipe.learningRate();
    this.step = new TrainingStep(weights, optimizer, recipe.labelSmoothing(), classes);
  }

  /** Forward, backward and update of one child; gives the loss before it. */
  public double run(Plan plan, Batch batch) {
    PyTorch.recordGradients(true);
    try {
      return step.run(Paths.single(plan), batch, rate).loss();
    } finally {
      PyTorch.recordGradients(false);
    }
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
