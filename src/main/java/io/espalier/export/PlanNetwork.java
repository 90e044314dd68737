package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import java.util.List;

/** A plan with borrowed weights: a child's, or a supernet's. For one thread. */
public final class PlanNetwork implements Network {

  private final PlanRunner runner;
  private final Weights weights;
  private final Evaluator evaluator = new Evaluator();

  /** Runs the plan of {@code runner} on {@code weights}, which stay open. */
  public PlanNetwork(PlanRunner runner, Weights weights) {
    this.runner = runner;
    this.weights = weights;
  }

  @Override
  public List<float[]> logits(Batch batch) {
    return evaluator.logits(runner, weights, Mode.EVALUATION, List.of(batch));
  }

  @Override
  public void close() {}
}
