package io.espalier.supernet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;

/** Forward, backward and update on one batch. */
final class TrainingStep {

  private final Weights weights;
  private final ActiveSgd optimizer;
  private final double labelSmoothing;
  private final BatchInput input = new BatchInput();

  TrainingStep(Weights weights, ActiveSgd optimizer, double labelSmoothing) {
    this.weights = weights;
    this.optimizer = optimizer;
    this.labelSmoothing = labelSmoothing;
  }

  /**
   * What a step found, before it moved the weights.
   *
   * @param loss mean cross-entropy over the batch
   * @param correct images classified correctly
   * @param gradientNorm global norm of the gradients before clipping
   */
  record Outcome(double loss, int correct, double gradientNorm) {}

  /** Trains {@code plan} on {@code batch}; without a finite loss nothing learned moves. */
  Outcome run(Plan plan, Batch batch, double rate) {
    PlanRunner runner = new PlanRunner(plan);
    optimizer.prepare(runner.plan());
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray logits = runner.run(weights, input.images(scratch, batch), Mode.TRAINING);
      PtNDArray loss = loss((PtNDArray) logits, batch);
      double value = loss.getFloat();
      int correct = correct(logits, batch);
      if (!Double.isFinite(value)) {
        return new Outcome(value, correct, Double.NaN);
      }
      JniUtils.backward(loss, (PtNDArray) scratch.create(1f), false, false);
      return new Outcome(value, correct, optimizer.step(runner.plan(), rate));
    }
  }

  /** Cross-entropy against targets of which a share is spread over all classes. */
  private PtNDArray loss(PtNDArray logits, Batch batch) {
    int classes = (int) logits.getShape().get(1);
    float[] negativeTargets = new float[batch.count() * classes];
    float rest = (float) (-labelSmoothing / classes / batch.count());
    float label = (float) (-(1 - labelSmoothing) / batch.count());
    for (int n = 0; n < batch.count(); n++) {
      for (int c = 0; c < classes; c++) {
        negativeTargets[n * classes + c] = rest + (batch.labels().get(n) == c ? label : 0);
      }
    }
    NDManager manager = logits.getManager();
    NDArray targets = manager.create(negativeTargets, new Shape(batch.count(), classes));
    PtNDArray logarithms = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
    return JniUtils.sum(JniUtils.mul(logarithms, (PtNDArray) targets));
  }

  private static int correct(NDArray logits, Batch batch) {
    float[] values = logits.toFloatArray();
    int classes = values.length / batch.count();
    int correct = 0;
    for (int n = 0; n < batch.count(); n++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values[n * classes + c] > values[n * classes + best]) {
          best = c;
        }
      }
      correct += batch.labels().get(n) == best ? 1 : 0;
    }
    return correct;
  }
}
