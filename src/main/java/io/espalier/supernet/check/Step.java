package io.espalier.supernet.check;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a node in the reference: its inputs, its output, and their gradients.
 *
 * <p>Activations are flat arrays in the order image, row, column, channel. Tensors have the order
 * of their {@link Tensor#shape shape}. Gradients are accumulated, since several nodes may read one
 * output.
 */
final class Step {

  final Node node;
  final int images;
  final Shape shape;
  final List<Step> inputs;
  final Map<String, double[]> tensors;
  final Map<String, double[]> tensorGradients;

  /** The values that decide at kinks (the sign of a ReLU, the maximum of a window). */
  final double[] decisive;

  /** Set by the rule, or given for the input. */
  double[] out;

  /** The gradient of {@link #out}. */
  final double[] gradient;

  /**
   * A node that is about to run.
   *
   * @param tensors its tensors by name
   * @param tensorGradients accumulate the gradients of its learned tensors, by name
   * @param decisive its input in another run, whose decisions are taken over; null for its own
   */
  Step(
      Node node,
      int images,
      Shape shape,
      List<Step> inputs,
      Map<String, double[]> tensors,
      Map<String, double[]> tensorGradients,
      double[] decisive) {
    this.node = node;
    this.images = images;
    this.shape = shape;
    this.inputs = List.copyOf(inputs);
    this.tensors = tensors;
    this.tensorGradients = tensorGradients;
    int values = Math.toIntExact(images * shape.values());
    this.out = new double[values];
    this.gradient = new double[values];
    this.decisive = decisive != null || inputs.isEmpty() ? decisive : inputs.get(0).out;
  }

  double[] in() {
    return inputs.get(0).out;
  }

  double[] inGradient() {
    return inputs.get(0).gradient;
  }

  Shape inShape() {
    return inputs.get(0).shape;
  }

  /** Zeros for each learned tensor of an operation. */
  static Map<String, double[]> zeros(Op op) {
    Map<String, double[]> zeros = new LinkedHashMap<>();
    for (Tensor tensor : op.tensors()) {
      if (tensor.learned()) {
        zeros.put(tensor.name(), new double[Math.toIntExact(tensor.values())]);
      }
    }
    return zeros;
  }
}
