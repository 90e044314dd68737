package io.espalier.export.onnx;

import io.espalier.plan.Node;
import io.espalier.plan.Tensor;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;

/** Weights that become constants of a graph. */
record OnnxWeights(Weights weights, OnnxGraph graph) {

  /**
   * Adds a tensor of a node's operation as a constant.
   *
   * @param name the tensor's name in the operation
   * @return the constant's name
   */
  String add(Node node, String name) {
    for (Tensor tensor : node.op().tensors()) {
      if (tensor.name().equals(name)) {
        String full = node.path() + "." + name;
        Safetensors.Entry entry = Tensors.entry(full, weights.get(node.path(), name));
        if (!entry.shape().equals(tensor.shape())) {
          throw new IllegalStateException(
              "tensor %s is %s, its operation wants %s"
                  .formatted(full, entry.shape(), tensor.shape()));
        }
        return graph.constant(full, entry.shape(), entry.data().get());
      }
    }
    throw new IllegalStateException(node.op() + " has no tensor " + name);
  }
}
