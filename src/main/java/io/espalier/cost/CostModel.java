package io.espalier.cost;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import java.util.List;

/**
 * Counts the cost of a plan. Everything in the plan counts, so pass {@link Plan#live} to leave out
 * the parts that do not reach the output.
 *
 * <ul>
 *   <li><b>MACs</b>: the multiply-accumulates of convolutions (padded positions included), of fully
 *       connected layers and of the two convolutions of a squeeze-and-excitation. Bias, batch norm
 *       (which folds into the convolution before it), activations, pooling and sums count nothing.
 *   <li><b>Parameters</b>: learned values: weights, biases, and the scale and shift of batch norm,
 *       but not its running statistics.
 *   <li><b>Weights</b>: 4 bytes for each value that a file of weights holds, so the running
 *       statistics of batch norm count here.
 *   <li><b>Activation memory</b>: nodes are run in the plan's order; an output of 4 bytes a value
 *       is kept until the last node that reads it has run; nothing is done in place. The cost is
 *       the largest sum of outputs kept at a time, including the inputs and the output of the
 *       running node.
 * </ul>
 */
public final class CostModel {

  private static final double MILLION = 1e6;

  private static final int GONE = -1;

  private CostModel() {}

  /** The most memory that activations take at a time, for one image, in megabytes of 10^6 bytes. */
  public static double activationMegabytes(Plan plan) {
    return peakActivationValues(plan) * Float.BYTES / MILLION;
  }

  /** The multiply-accumulate operations for one image. */
  public static long macs(Plan plan) {
    long macs = 0;
    for (int n = 0; n < plan.nodes().size(); n++) {
      macs += macs(plan.nodes().get(n).op(), plan.shapes().get(n));
    }
    return macs;
  }

  private static long macs(Op op, Shape output) {
    if (op instanceof Op.Conv conv) {
      return output.values() * (conv.in() / conv.groups()) * conv.kernel() * conv.kernel();
    }
    if (op instanceof Op.Linear linear) {
      return (long) linear.in() * linear.out();
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      return 2L * excitation.channels() * excitation.squeezed();
    }
    return 0;
  }

  /** The number of learned values. */
  public static long params(Plan plan) {
    long params = 0;
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        params += tensor.learned() ? tensor.values() : 0;
      }
    }
    return params;
  }

  /** The bytes of all weights and running statistics as 32-bit floats. */
  public static long weightBytes(Plan plan) {
    long values = 0;
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        values += tensor.values();
      }
    }
    return values * Float.BYTES;
  }

  private static long peakActivationValues(Plan plan) {
    List<Node> nodes = plan.nodes();
    int[] lastRead = new int[nodes.size()];
    for (int n = 0; n < nodes.size(); n++) {
      lastRead[n] = n;
      for (int input : nodes.get(n).inputs()) {
        lastRead[input] = n;
      }
    }
    long peak = 0;
    long kept = 0;
    for (int n = 0; n < nodes.size(); n++) {
      kept += plan.shapes().get(n).values();
      peak = Math.max(peak, kept);
      for (int input : nodes.get(n).inputs()) {
        if (lastRead[input] == n) {
          kept -= plan.shapes().get(input).values();
          // An input that is read twice is freed once.
          lastRead[input] = GONE;
        }
      }
      kept -= lastRead[n] == n ? plan.shapes().get(n).values() : 0;
    }
    return peak;
  }
}
