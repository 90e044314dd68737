package io.espalier.supernet.check;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One node at work in the reference: what goes in, what comes out, and the gradients of both.
 *
 * <p>Activations are flat arrays in the order image, row, column, channel. Tensors have the order
 * of their {@link Tensor#shape shape}. Gradients are added to, since several nodes may read one.
 */
final class Step {

  final Node node;
  final int images;
  final Shape shape;
  final List<Step> inputs;
  final Map<String, double[]> tensors;
  final Map<String, double[]> tensorGradients;

  /** What decides over kinks (the sign of a ReLU, the maximum of a window). */
  final double[] decisive;

  /** Set by the rule, or given for the input. */
  double[] out;

  /** The gradient of {@link #out}. */
  final double[] gradient;

  /**
   * A node that is about to run.
   *
   * @param tensors its tensors by name
   * @param tensorGradients what the gradients of its learned tensors are added to, by name
   * @param decisive its input as another run had it, whose choices are to be taken; null: its own
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
