package io.espalier.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import io.espalier.data.Normalisation;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ONNX nodes of each operation of a plan; values are named by the paths of their nodes. */
final class OnnxOperations {

  static final String IMAGES = "images";
  static final String LOGITS = "logits";

  private final Plan plan;
  private final OnnxWeights weights;
  private final OnnxGraph graph;
  private final List<String> values = new ArrayList<>();

  private OnnxOperations(Plan plan, Weights weights, OnnxGraph graph) {
    this.plan = plan;
    this.weights = new OnnxWeights(weights, graph);
    this.graph = graph;
  }

  /**
   * The graph of a plan, from {@value #IMAGES} (batch, channels, rows, columns) to {@value #LOGITS}
   * (batch, classes).
   *
   * @param normalisation what the graph does to images first; empty for nothing
   */
  static GraphProto graph(
      Plan plan, Weights weights, String name, Optional<Normalisation> normalisation) {
    OnnxGraph graph = new OnnxGraph(name);
    Shape in = plan.input();
    graph.input(IMAGES, OnnxGraph.BATCH, in.channels(), in.height(), in.width());
    OnnxOperations operations = new OnnxOperations(plan, weights, graph);
    operations.add(normalisation.map(operations::normalised).orElse(IMAGES), LOGITS);
    graph.output(LOGITS, OnnxGraph.BATCH, plan.output().channels());
    return graph.build();
  }

  /**
   * Adds the nodes of a plan to a graph. What a node remembers is an input of the graph by the
   * node's path.
   *
   * @param input the name of the value that the plan reads
   * @param output what the plan's output is to be called
   * @return the name of each node's value
   */
  static List<String> add(
      Plan plan, Weights weights, OnnxGraph graph, String input, String output) {
    OnnxOperations operations = new OnnxOperations(plan, weights, graph);
    operations.add(input, output);
    return operations.values;
  }

  private void add(String input, String output) {
    values.add(input);
    int last = plan.nodes().size() - 1;
    for (int n = 1; n <= last; n++) {
      Node node = plan.nodes().get(n);
      values.add(
          node.op() instanceof Op.Previous
              ? node.path()
              : add(node, n == last ? output : node.path()));
    }
  }

  private String normalised(Normalisation normalisation) {
    return OnnxPreparation.normalise(graph, normalisation, IMAGES, "input/normalised");
  }

  private String add(Node node, String out) {
    Op op = node.op();
    List<String> inputs = node.inputs().stream().map(values::get).toList();
    String in = inputs.get(0);
    if (op instanceof Op.Conv conv) {
      return convolution(node, conv, in, out);
    }
    if (op instanceof Op.BatchNorm norm) {
      return batchNorm(node, norm, in, out);
    }
    if (op instanceof Op.Activation activation) {
      return OnnxActivation.add(graph, activation.function(), in, out);
    }
    if (op instanceof Op.Pool pool) {
      // An average's count_include_pad is 0 by the specification: padding is left out.
      String type = pool.kind() == Op.Pool.Kind.MAX ? "MaxPool" : "AveragePool";
      return graph.add(
          type,
          out,
          inputs,
          OnnxGraph.integers("kernel_shape", pool.kernel(), pool.kernel()),
          OnnxGraph.integers("strides", pool.stride(), pool.stride()),
          pads(pool.padding()));
    }
    if (op instanceof Op.GlobalAveragePool) {
      String pixel = graph.add("GlobalAveragePool", node.path() + "/pixel", inputs);
      return graph.add("Flatten", out, List.of(pixel), OnnxGraph.integer("axis", 1));
    }
    if (op instanceof Op.Add) {
      return graph.add("Sum", out, inputs);
    }
    if (op instanceof Op.Concat) {
      return graph.add("Concat", out, inputs, OnnxGraph.integer("axis", 1));
    }
    if (op instanceof Op.Channels range) {
      List<String> bounds =
          List.of(in, graph.wholes(range.from()), graph.wholes(range.to()), graph.wholes(1));
      return graph.add("Slice", out, bounds);
    }
    if (op instanceof Op.Shift) {
      String inner = subPicture(node.path() + "/inner", in, 1, 1);
      return graph.add("Pad", out, List.of(inner, graph.wholes(0, 0, 0, 0, 0, 0, 1, 1)));
    }
    if (op instanceof Op.Zero zero) {
      String kept = subPicture(node.path() + "/kept", in, 0, zero.stride());
      String shape = graph.add("Shape", node.path() + "/shape", List.of(kept));
      return graph.add("ConstantOfShape", out, List.of(shape), OnnxGraph.tensor("value", 0));
    }
    if (op instanceof Op.Linear linear) {
      List<String> operands = new ArrayList<>(List.of(in, weights.add(node, "weight")));
      if (linear.bias()) {
        operands.add(weights.add(node, "bias"));
      }
      return graph.add("Gemm", out, operands, OnnxGraph.integer("transB", 1));
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      return excite(node, excitation, in, out);
    }
    if (op instanceof Op.Dropout) {
      return graph.add("Identity", out, inputs);
    }
    if (op instanceof Op.Resize resize) {
      return graph.add(
          "Resize",
          out,
          List.of(in, "", "", graph.wholes(resize.height(), resize.width())),
          OnnxGraph.text("mode", "linear"),
          OnnxGraph.text("coordinate_transformation_mode", "half_pixel"),
          OnnxGraph.integers("axes", 2, 3));
    }
    if (op instanceof Op.Embedding) {
      return graph.add("Gather", out, List.of(weights.add(node, "weight"), in));
    }
    if (op instanceof Op.Mean) {
      return graph.add("Mean", out, inputs);
    }
    if (op instanceof Op.Highway) {
      String old = inputs.get(2);
      String change = graph.add("Sub", node.path() + "/change", List.of(inputs.get(1), old));
      String step = graph.add("Mul", node.path() + "/step", List.of(in, change));
      return graph.add("Add", out, List.of(step, old));
    }
    if (op instanceof Op.RmsClip) {
      return clipRms(node, in, out);
    }
    throw new IllegalArgumentException("there is no ONNX for " + op);
  }

  private String excite(Node node, Op.SqueezeExcitation op, String in, String out) {
    String name = node.path() + "/";
    String means = graph.add("GlobalAveragePool", name + "means", List.of(in));
    String inner =
        OnnxActivation.add(graph, op.inner(), layer(node, "reduce", means), name + "inner");
    String gate =
        OnnxActivation.add(graph, op.gate(), layer(node, "expand", inner), name + "factors");
    return graph.add("Mul", out, List.of(in, gate));
  }

  private String layer(Node node, String layer, String in) {
    String weight = weights.add(node, layer + ".weight");
    String bias = weights.add(node, layer + ".bias");
    return graph.add("Conv", node.path() + "/" + layer, List.of(in, weight, bias));
  }

  private String clipRms(Node node, String in, String out) {
    int width = plan.shapes().get(node.inputs().get(0)).channels();
    String largest =
        graph.constant("constant/root_" + width, List.of(), (float) Math.sqrt((double) width));
    String norm = graph.add("ReduceL2", node.path() + "/norm", List.of(in, graph.wholes(1)));
    String above = graph.add("Max", node.path() + "/above", List.of(norm, largest));
    String divisor = graph.add("Div", node.path() + "/divisor", List.of(above, largest));
    return graph.add("Div", out, List.of(in, divisor));
  }

  private String convolution(Node node, Op.Conv conv, String in, String out) {
    List<String> operands = new ArrayList<>(List.of(in, weights.add(node, "weight")));
    if (conv.bias()) {
      operands.add(weights.add(node, "bias"));
    }
    return graph.add(
        "Conv",
        out,
        operands,
        OnnxGraph.integers("kernel_shape", conv.kernel(), conv.kernel()),
        OnnxGraph.integers("strides", conv.stride(), conv.stride()),
        pads(conv.padding()),
        OnnxGraph.integers("dilations", conv.dilation(), conv.dilation()),
        OnnxGraph.integer("group", conv.groups()));
  }

  private String batchNorm(Node node, Op.BatchNorm norm, String in, String out) {
    List<String> operands = new ArrayList<>(List.of(in));
    if (norm.affine()) {
      operands.add(weights.add(node, "weight"));
      operands.add(weights.add(node, "bias"));
    } else {
      operands.add(constant("ones", norm.channels(), 1));
      operands.add(constant("zeros", norm.channels(), 0));
    }
    operands.add(weights.add(node, "running_mean"));
    operands.add(weights.add(node, "running_var"));
    return graph.add(
        "BatchNormalization", out, operands, OnnxGraph.number("epsilon", norm.epsilon()));
  }

  private String constant(String name, int size, float value) {
    float[] values = new float[size];
    java.util.Arrays.fill(values, value);
    return graph.constant("constant/" + name + "_" + size, List.of(size), values);
  }

  /** Every {@code step}-th row and column from {@code start} on. */
  private String subPicture(String name, String in, int start, int step) {
    List<String> bounds =
        List.of(
            in,
            graph.wholes(start, start),
            graph.wholes(Long.MAX_VALUE, Long.MAX_VALUE),
            graph.wholes(2, 3),
            graph.wholes(step, step));
    return graph.add("Slice", name, bounds);
  }

  private static AttributeProto pads(int padding) {
    return OnnxGraph.integers("pads", padding, padding, padding, padding);
  }
}
