package io.espalier.retrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;
import io.espalier.supernet.train.Teacher;

/**
 * A network as a teacher; its batch norms use the statistics of each batch, so that a supernet's
 * child needs no statistics of its own. For one thread.
 */
public final class NetworkTeacher implements Teacher {

  private final PlanRunner runner;
  private final Weights weights;
  private final String identity;
  private final BatchInput input = new BatchInput();

  /**
   * A teacher.
   *
   * @param weights stay open while it teaches
   * @param identity distinguishes it from other teachers
   */
  public NetworkTeacher(Plan plan, Weights weights, String identity) {
    this.runner = new PlanRunner(plan);
    this.weights = weights;
    this.identity = identity;
  }

  @Override
  public NDArray logits(Batch batch, NDManager scratch) {
    boolean recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    try {
      return runner.run(weights, input.images(scratch, batch), Mode.BATCH_STATISTICS);
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }

  @Override
  public String identity() {
    return identity;
  }
}
