package io.espalier.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.data.Batch;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;

/**
 * A plan with weights that belong to somebody else: a child's own, or a supernet's. For one thread.
 */
public final class PlanNetwork implements Network {

  private final PlanRunner runner;
  private final Weights weights;
  private final BatchInput input = new BatchInput();

  /** Runs what {@code runner} runs on {@code weights}, which stay open. */
  public PlanNetwork(PlanRunner runner, Weights weights) {
    this.runner = runner;
    this.weights = weights;
  }

  @Override
  public float[] logits(Batch batch) {
    PyTorch.recordGradients(false);
    try (NDManager scratch = weights.manager().newSubManager();
        NDArray images = input.images(scratch, batch);
        NDArray logits = runner.run(weights, images, Mode.EVALUATION)) {
      return logits.toFloatArray();
    }
  }

  @Override
  public void close() {}
}
