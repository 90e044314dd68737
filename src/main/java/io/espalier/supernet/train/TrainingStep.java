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
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forward, backward and update on one batch. */
final class TrainingStep {

  private final Weights weights;
  private final ActiveSgd optimizer;
  private final double labelSmoothing;
  private final int classes;
  private final BatchInput input = new BatchInput();

  /**
   * A step of a training.
   *
   * @param classes the length of each image's logits
   */
  TrainingStep(Weights weights, ActiveSgd optimizer, double labelSmoothing, int classes) {
    this.weights = weights;
    this.optimizer = optimizer;
    this.classes = classes;
    this.labelSmoothing = labelSmoothing;
  }

  /**
   * The outcome of a step, measured before it moved the weights.
   *
   * @param loss mean loss over the batch and the paths: cross-entropy (for a distilled path,
   *     against its teacher's answers), including the weighted loss of an auxiliary head
   * @param correct the number of images classified correctly, over all paths
   * @param images the number of images seen, over all paths
   * @param gradientNorm global norm of the gradients before clipping
   */
  record Outcome(double loss, int correct, int images, double gradientNorm) {}

  /** Trains {@code paths} on {@code batch}; if the loss is not finite, no weights are moved. */
  Outcome run(Paths paths, Batch batch, double rate) {
    float[] targets = targets(batch.labels());
    batch.covers().forEach(cover -> mix(targets, cover));
    paths
        .regularisation()
        .distillation()
        .ifPresent(distillation -> mix(targets, distillation, batch));
    Forward forward =
        (plan, scratch) ->
            new PlanRunner(plan)
                .run(
                    weights,
                    input.images(scratch, batch),
                    Mode.training(paths.dropPath().seed()),
                    paths.dropPath().in(plan));
    return run(paths, batch.labels(), targets, forward, rate);
  }

  /** Runs a live plan on the current examples; gives logits of shape (examples, outputs). */
  @FunctionalInterface
  interface Forward {
    NDArray logits(Plan plan, NDManager scratch);
  }

  /**
   * As above, on examples of any kind.
   *
   * @param labels the class of each example
   */
  Outcome run(Paths paths, LongBuffer labels, Forward forward, double rate) {
    return run(paths, labels, targets(labels), forward, rate);
  }

  private Outcome run(
      Paths paths, LongBuffer labels, float[] targets, Forward forward, double rate) {
    int count = labels.limit();
    List<Plan> live = new ArrayList<>();
    Regularisation regularisation = paths.regularisation();
    double loss = 0;
    int correct = 0;
    for (Plan whole : paths.plans()) {
      Plan plan = whole.live();
      live.add(plan);
      optimizer.prepare(plan);
      try (NDManager scratch = weights.manager().newSubManager()) {
        PtNDArray output = (PtNDArray) forward.logits(plan, scratch);
        boolean helped = regularisation.auxiliary() > 0;
        PtNDArray logits = helped ? JniUtils.slice(output, 1, 0, classes, 1) : output;
        PtNDArray cost = crossEntropy(logits, targets, count);
        if (helped) {
          PtNDArray second = JniUtils.slice(output, 1, classes, 2L * classes, 1);
          PtNDArray weight = (PtNDArray) scratch.create((float) regularisation.auxiliary());
          cost = JniUtils.add(cost, JniUtils.mul(crossEntropy(second, targets, count), weight));
        }
        loss += cost.getFloat() / paths.plans().size();
        float[] values = logits.toFloatArray();
        correct += correct(values, labels);
        if (!Double.isFinite(loss)) {
          break;
        }
        JniUtils.backward(cost, (PtNDArray) scratch.create(1f), false, false);
        if (paths.distilled() && live.size() == 1) {
          System.arraycopy(shares(values, count), 0, targets, 0, targets.length);
        }
      }
    }
    int images = count * live.size();
    double norm = Double.isFinite(loss) ? optimizer.step(live, rate) : Double.NaN;
    return new Outcome(loss, correct, images, norm);
  }

  /** The labels as targets, a share of which is spread over all classes. */
  private float[] targets(LongBuffer labels) {
    float[] targets = new float[labels.limit() * classes];
    Arrays.fill(targets, (float) (labelSmoothing / classes));
    for (int n = 0; n < labels.limit(); n++) {
      targets[n * classes + (int) labels.get(n)] += (float) (1 - labelSmoothing);
    }
    return targets;
  }

  /** Gives the class of what covers a part of an image its share of the targets. */
  private void mix(float[] targets, Batch.Cover cover) {
    int from = cover.image() * classes;
    for (int c = 0; c < classes; c++) {
      double own = labelSmoothing / classes + (c == cover.label() ? 1 - labelSmoothing : 0);
      double mixed = (1 - cover.share()) * targets[from + c] + cover.share() * own;
      targets[from + c] = (float) mixed;
    }
  }

  /** Mixes a teacher's answers into the targets. */
  private void mix(float[] targets, Regularisation.Distillation distillation, Batch batch) {
    float share = (float) distillation.share();
    float[] said = shares(distillation.teacher().logits(batch), batch.count());
    for (int t = 0; t < targets.length; t++) {
      targets[t] = (1 - share) * targets[t] + share * said[t];
    }
  }

  /** The softmax of each image's logits. */
  private float[] shares(float[] logits, int images) {
    float[] shares = new float[logits.length];
    for (int n = 0; n < images; n++) {
      int from = n * classes;
      float largest = Float.NEGATIVE_INFINITY;
      for (int c = from; c < from + classes; c++) {
        largest = Math.max(largest, logits[c]);
      }
      double sum = 0;
      for (int c = from; c < from + classes; c++) {
        sum += Math.exp(logits[c] - largest);
      }
      for (int c = from; c < from + classes; c++) {
        shares[c] = (float) (Math.exp(logits[c] - largest) / sum);
      }
    }
    return shares;
  }

  /** Mean cross-entropy against targets of shape (images, classes). */
  private PtNDArray crossEntropy(PtNDArray logits, float[] targets, int images) {
    float[] negative = new float[targets.length];
    for (int t = 0; t < targets.length; t++) {
      negative[t] = -targets[t] / images;
    }
    NDArray weights = logits.getManager().create(negative, new Shape(images, classes));
    PtNDArray logarithms = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
    return JniUtils.sum(JniUtils.mul(logarithms, (PtNDArray) weights));
  }

  private int correct(float[] values, LongBuffer labels) {
    int correct = 0;
    for (int n = 0; n < labels.limit(); n++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values[n * classes + c] > values[n * classes + best]) {
          best = c;
        }
      }
      correct += labels.get(n) == best ? 1 : 0;
    }
    return correct;
  }
}
