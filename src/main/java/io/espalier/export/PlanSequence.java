package io.espalier.export;

import io.espalier.data.text.TextBatch;
import io.espalier.plan.Plan;
import io.espalier.supernet.Memory;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.TextEvaluator;

/** A recurrent plan with borrowed weights: a child's, or a supernet's. */
public final class PlanSequence implements SequenceNetwork {

  private final SequenceRunner runner;
  private final Weights weights;
  private final Memory memory;

  /** Runs the live part of {@code plan} on {@code weights}, which stay open. */
  public PlanSequence(Plan plan, Weights weights) {
    this.runner = new SequenceRunner(plan);
    this.weights = weights;
    this.memory = new Memory(weights);
  }

  @Override
  public void begin() {
    memory.clear();
  }

  @Override
  public float[] logits(TextBatch batch) {
    return TextEvaluator.logits(runner, weights, batch, memory);
  }

  @Override
  public void close() {
    memory.close();
  }
}
