package io.espalier.export.onnx;

import io.espalier.plan.Op;
import java.util.List;

/** The ONNX nodes of functions of single values. */
final class OnnxActivation {

  private OnnxActivation() {}

  /** Adds the function of a value; returns its name, {@code out}. */
  static String add(OnnxGraph graph, Op.Activation.Function function, String in, String out) {
    List<String> inputs = List.of(in);
    return switch (function) {
      case RELU -> graph.add("Relu", out, inputs);
      case TANH -> graph.add("Tanh", out, inputs);
      case SIGMOID -> graph.add("Sigmoid", out, inputs);
      case HARD_SWISH -> graph.add("HardSwish", out, inputs);
      case SWISH -> graph.add("Mul", out, List.of(in, graph.add("Sigmoid", out + "/gate", inputs)));
      case HARD_SIGMOID -> graph.add("HardSigmoid", out, inputs, OnnxGraph.number("alpha", 1f / 6));
      case RELU6 ->
          graph.add(
              "Clip",
              out,
              List.of(
                  in,
                  graph.constant("constant/zero", List.of(), 0f),
                  graph.constant("constant/six", List.of(), 6f)));
    };
  }
}
