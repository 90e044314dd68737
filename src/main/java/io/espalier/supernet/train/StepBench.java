package io.espalier.supernet.train;

import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;

/** Single training steps, as in {@link SupernetTrainer}, for measuring their cost. */
public final class StepBench implements AutoCloseable {

  private static final double RATE = 1e-4;

  private final ActiveSgd optimizer;
  private final TrainingStep step;

  /**
   * Steps that move {@code weights}.
   *
   * @param recipe the settings of the updates; its length does not matter
   * @param classes the length of each image's logits
   */
  public StepBench(Weights weights, Recipe recipe, int classes) {
    this.optimizer = new ActiveSgd(weights, recipe);
    this.step = new TrainingStep(weights, optimizer, recipe.labelSmoothing(), classes);
  }

  /** Forward, backward and update of one child. */
  public void run(Plan plan, Batch batch) {
    PyTorch.recordGradients(true);
    try {
      step.run(Paths.single(plan), batch, RATE);
    } finally {
      PyTorch.recordGradients(false);
    }
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
