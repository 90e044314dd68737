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
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    Forward forward =
        (plan, scratch) ->
            new PlanRunner(plan)
                .run(
                    weights,
                    input.images(scratch, batch),
                    Mode.training(paths.dropPath().seed()),
                    paths.dropPath().in(plan));
    try (NDManager step = weights.manager().newSubManager()) {
      PtNDArray factors = factors(step, targets);
      Optional<Regularisation.Distillation> distillation = paths.regularisation().distillation();
      if (distillation.isPresent()) {
        factors = mixed(step, factors, distillation.get(), batch);
      }
      return run(step, paths, batch.labels(), factors, forward, rate);
    }
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
    try (NDManager step = weights.manager().newSubManager()) {
      return run(step, paths, labels, factors(step, targets(labels)), forward, rate);
    }
  }

  /**
   * Nothing is read from the device before the optimizer has to know whether all is finite: a GPU
   * is asked once a step.
   *
   * @param factors of the logarithms of the answers in the loss, (examples, classes)
   */
  private Outcome run(
      NDManager step,
      Paths paths,
      LongBuffer labels,
      PtNDArray factors,
      Forward forward,
      double rate) {
    int count = labels.limit();
    double auxiliary = paths.regularisation().auxiliary();
    PtNDArray one = number(step, 1);
    PtNDArray classOf = classes(step, labels);
    PtNDArray wanted = factors;
    List<Plan> live = new ArrayList<>();
    List<PtNDArray> measured = new ArrayList<>();
    for (Plan whole : paths.plans()) {
      Plan plan = whole.live();
      live.add(plan);
      optimizer.prepare(plan);
      try (NDManager scratch = weights.manager().newSubManager()) {
        PtNDArray output = (PtNDArray) forward.logits(plan, scratch);
        PtNDArray logits = auxiliary > 0 ? JniUtils.slice(output, 1, 0, classes, 1) : output;
        PtNDArray cost = crossEntropy(logits, wanted);
        if (auxiliary > 0) {
          PtNDArray second = JniUtils.slice(output, 1, classes, 2L * classes, 1);
          PtNDArray weight = number(scratch, (float) auxiliary);
          cost = JniUtils.add(cost, JniUtils.mul(crossEntropy(second, wanted), weight));
        }
        JniUtils.backward(cost, one, false, false);
        measured.add(kept(step, JniUtils.detachGradient(cost)));
        PtNDArray answers = JniUtils.detachGradient(logits);
        measured.add(kept(step, hits(answers, classOf)));
        if (paths.distilled() && live.size() == 1) {
          PtNDArray said = JniUtils.softmax(answers, 1, DataType.FLOAT32);
          wanted = kept(step, JniUtils.mul(said, number(scratch, -1f / count)));
        }
      }
    }
    ActiveSgd.Moved moved = optimizer.step(live, rate, measured);
    double loss = 0;
    int correct = 0;
    for (int path = 0; path < live.size(); path++) {
      loss += moved.measured().get(2 * path) / live.size();
      correct += moved.measured().get(2 * path + 1).intValue();
    }
    return new Outcome(loss, correct, count * live.size(), moved.gradientNorm());
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

  /** Factors with a teacher's answers mixed into them. */
  private static PtNDArray mixed(
      NDManager step, PtNDArray factors, Regularisation.Distillation distillation, Batch batch) {
    double share = distillation.share();
    try (NDManager scratch = step.newSubManager()) {
      PtNDArray logits = (PtNDArray) distillation.teacher().logits(batch, scratch);
      PtNDArray said = JniUtils.softmax(logits, 1, DataType.FLOAT32);
      PtNDArray own = JniUtils.mul(factors, number(scratch, (float) (1 - share)));
      PtNDArray taught = JniUtils.mul(said, number(scratch, (float) (-share / batch.count())));
      return kept(step, JniUtils.add(own, taught));
    }
  }

  /**
   * Mean cross-entropy.
   *
   * @param factors see {@link #factors}
   */
  private static PtNDArray crossEntropy(PtNDArray logits, PtNDArray factors) {
    PtNDArray logarithms = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
    return JniUtils.sum(JniUtils.mul(logarithms, factors));
  }

  /** The number of examples whose class has the highest logit. */
  private static PtNDArray hits(PtNDArray logits, PtNDArray classOf) {
    PtNDArray said = JniUtils.argMax(logits, 1, false);
    PtNDArray right = JniUtils.eq(said, classOf);
    return JniUtils.sum(Tensors.as(DataType.FLOAT32, right));
  }

  /** The negative shares of the classes in the targets, divided by the number of targets. */
  private PtNDArray factors(NDManager manager, float[] targets) {
    int count = targets.length / classes;
    float[] negative = new float[targets.length];
    for (int t = 0; t < targets.length; t++) {
      negative[t] = -targets[t] / count;
    }
    return (PtNDArray) Tensors.own(manager.create(negative, new Shape(count, classes)));
  }

  private static PtNDArray classes(NDManager manager, LongBuffer labels) {
    long[] values = new long[labels.limit()];
    labels.duplicate().rewind().get(values);
    return (PtNDArray) Tensors.own(manager.create(values));
  }

  private static PtNDArray number(NDManager manager, float value) {
    return (PtNDArray) Tensors.own(manager.create(value));
  }

  private static PtNDArray kept(NDManager step, PtNDArray array) {
    array.attach(step);
    return array;
  }
}
