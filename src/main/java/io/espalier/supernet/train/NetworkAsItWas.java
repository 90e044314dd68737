package io.espalier.supernet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;

/** A network of a supernet with the weights of an earlier step, as a teacher. */
record NetworkAsItWas(PlanRunner runner, Weights weights, BatchInput input)
    implements Teacher, AutoCloseable {

  /**
   * A teacher.
   *
   * @param weights its own, which it closes
   */
  NetworkAsItWas(Plan plan, Weights weights) {
    this(new PlanRunner(plan), weights, new BatchInput());
  }

  /** With the statistics of the batch: the running ones are those of all networks together. */
  @Override
  public NDArray logits(Batch batch, NDManager scratch) {
    return runner.run(weights, input.images(scratch, batch), Mode.BATCH_STATISTICS);
  }

  @Override
  public String identity() {
    return weights.hash();
  }

  @Override
  public void close() {
    weights.close();
  }
}
