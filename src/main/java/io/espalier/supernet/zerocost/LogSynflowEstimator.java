package io.espalier.supernet.zerocost;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;

/**
 * Log-synflow (Cavagnero et al., WACV 2023), the logarithmic form of synaptic flow (Tanaka et al.,
 * NeurIPS 2020): with the absolute values of random weights w, no batch norm, an image of ones and
 * R the sum of the logits, the sum over all weights of convolutions and linear layers of w log(1 +
 * dR/dw). It needs no data at all.
 *
 * <p>Computed with 64-bit numbers: without batch norms R grows beyond what 32 bits hold.
 */
public final class LogSynflowEstimator extends UntrainedEstimator {

  /** How it can be named. */
  public static final ScoreKind KIND =
      new ScoreKind(
          "log_synflow",
          "logarithmic SynFlow of untrained networks (Cavagnero et al.)",
          s -> new LogSynflowEstimator(s.blueprint(), s.device(), s.seed()));

  private final Weights weights;

  /**
   * An estimator on networks of {@code blueprint}'s size.
   *
   * @param seed the source of the weights, which all architectures share by path
   */
  public LogSynflowEstimator(Blueprint blueprint, Device device, Seed seed) {
    super(blueprint);
    try (Weights initial = Weights.initialise(blueprint, device, seed)) {
      weights = initial.mapped(LogSynflowEstimator::absolute);
    }
    weights.all().values().forEach(array -> array.setRequiresGradient(true));
  }

  private static NDArray absolute(NDArray array) {
    try (NDArray absolute = array.abs()) {
      return absolute.toType(DataType.FLOAT64, true);
    }
  }

  @Override
  protected double score(Architecture architecture) {
    Plan plan = LinearPlan.of(blueprint().plan(architecture).live());
    PyTorch.recordGradients(true);
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray logits = new PlanRunner(plan).run(weights, ones(scratch), Mode.EVALUATION);
      PtNDArray flow = JniUtils.sum((PtNDArray) logits);
      JniUtils.backward(flow, (PtNDArray) scratch.create(1.0), false, false);
      PyTorch.recordGradients(false);
      double sum = 0;
      for (Node node : plan.nodes()) {
        if (node.op() instanceof Op.Conv || node.op() instanceof Op.Linear) {
          sum += flow((PtNDArray) weights.get(node.path(), "weight"));
        }
      }
      return sum;
    } finally {
      PyTorch.recordGradients(false);
      for (Node node : plan.nodes()) {
        node.op()
            .tensors()
            .forEach(
                tensor -> JniUtils.zeroGrad((PtNDArray) weights.get(node.path(), tensor.name())));
      }
    }
  }

  private NDArray ones(NDManager manager) {
    io.espalier.plan.Shape input = blueprint().scale().input();
    Shape stored = new Shape(1, input.height(), input.width(), input.channels());
    try (NDArray ones = manager.ones(stored, DataType.FLOAT64)) {
      return ones.transpose(0, 3, 1, 2);
    }
  }

  private static double flow(PtNDArray weight) {
    try (NDManager scratch = weight.getManager().newSubManager()) {
      PtNDArray gradient = JniUtils.getGradient(weight);
      if (gradient == null) {
        return 0;
      }
      gradient.attach(scratch);
      NDArray logarithms = gradient.add(1).log();
      logarithms.attach(scratch);
      NDArray terms = logarithms.mul(weight);
      terms.attach(scratch);
      return terms.sum().getDouble();
    }
  }

  @Override
  protected int images() {
    return 0;
  }

  @Override
  public void close() {
    weights.close();
  }
}
