package io.espalier.export;

import ai.djl.ndarray.types.DataType;
import io.espalier.data.Batch;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Tensors;
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
  public double rounding(List<Batch> batches) {
    double largest = 0;
    Evaluator exactly = new Evaluator(DataType.FLOAT64);
    try (Weights wide = weights.mapped(array -> Tensors.as(DataType.FLOAT64, array))) {
      for (Batch batch : batches) {
        List<float[]> exact = exactly.logits(runner, wide, Mode.EVALUATION, List.of(batch));
        List<float[]> rounded = logits(batch);
        for (int image = 0; image < batch.count(); image++) {
          for (int c = 0; c < exact.get(image).length; c++) {
            double off = Math.abs((double) exact.get(image)[c] - rounded.get(image)[c]);
            largest = Math.max(largest, off);
          }
        }
      }
    }
    return largest;
  }

  @Override
  public void close() {}
}
