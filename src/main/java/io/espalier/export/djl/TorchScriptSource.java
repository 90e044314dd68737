package io.espalier.export.djl;

import io.espalier.export.ExportText;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as TorchScript source: one module with all tensors as attributes and one {@code forward}.
 *
 * <p>It takes images of shape (images, channels, rows, columns) with values from 0 to 1, brings
 * them to its size, normalises them, and gives logits. Batch norm follows the module's {@code
 * training} flag, so the module can also be trained on. The module of a recurrent plan takes tokens
 * (steps, texts) and the memory, each value (texts, features), and gives logits (steps, texts,
 * vocabulary) and the new memory.
 */
final class TorchScriptSource {

  static final String CLASS_NAME = "Child";
  static final String MEAN = "input_mean";
  static final String DEVIATION = "input_deviation";

  private final Plan plan;
  private final StringBuilder text = new StringBuilder();

  private TorchScriptSource(Plan plan) {
    this.plan = plan;
  }

  /** The source of the module of {@code plan}. */
  static String of(Plan plan) {
    TorchScriptSource source = new TorchScriptSource(plan);
    source.writeAttributes();
    if (plan.isRecurrent()) {
      source.writeSteps();
    } else {
      source.writeForward();
      source.writeFit();
    }
    return source.text.toString();
  }

  /**
   * The attribute that holds a tensor: an identifier, since paths may contain dots and other
   * characters.
   */
  static String attribute(String path, String tensor) {
    String name = (path + "_" + tensor).replaceAll("[^A-Za-z0-9_]", "_");
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  private void writeAttributes() {
    StringBuilder types = new StringBuilder();
    StringBuilder learned = new StringBuilder();
    StringBuilder measured = new StringBuilder();
    Set<String> used = new HashSet<>();
    for (String name : plan.isRecurrent() ? List.<String>of() : List.of(MEAN, DEVIATION)) {
      used.add(name);
      measured.append('"').append(name).append("\", ");
      types.append("  ").append(name).append(" : Tensor\n");
    }
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        String name = attribute(node.path(), tensor.name());
        if (!used.add(name)) {
          throw new IllegalStateException(
              "two tensors of the plan would be the attribute %s; the second is of %s"
                  .formatted(name, node.path()));
        }
        (tensor.learned() ? learned : measured).append('"').append(name).append("\", ");
        types.append("  ").append(name).append(" : Tensor\n");
      }
    }
    text.append("class ").append(CLASS_NAME).append("(Module):\n");
    text.append("  __parameters__ = [").append(learned).append("]\n");
    text.append("  __buffers__ = [").append(measured).append("]\n");
    text.append("  training : bool\n").append(types);
  }

  private void writeForward() {
    text.append(
        "  def forward(self: __torch__.%s,\n    images: Tensor) -> Tensor:\n"
            .formatted(CLASS_NAME));
    Shape input = plan.input();
    text.append(
        "    fitted = __torch__.fit(images, %d, %d)\n".formatted(input.height(), input.width()));
    assign(0, "torch.div(torch.sub(fitted, self.%s), self.%s)".formatted(MEAN, DEVIATION));
    for (int n = 1; n < plan.nodes().size(); n++) {
      assign(n, expression(plan.nodes().get(n)));
    }
    text.append("    return ").append(variable(plan.nodes().size() - 1)).append('\n');
  }

  /** The functions that resize images to the network's size, with TorchScript's names. */
  private void writeFit() {
    text.append('\n').append(ExportText.fit().replace("= taps(", "= __torch__.taps(")).append('\n');
  }

  private void writeSteps() {
    List<String> parameters = new ArrayList<>();
    List<String> results = new ArrayList<>();
    List<String> types = new ArrayList<>(List.of("Tensor"));
    StringBuilder first = new StringBuilder();
    StringBuilder next = new StringBuilder();
    List<Node> nodes = plan.nodes();
    for (int n = 0; n < nodes.size(); n++) {
      if (nodes.get(n).op() instanceof Op.Previous previous) {
        parameters.add(",\n    memory%d: Tensor".formatted(n));
        first.append("    next%d = memory%d\n".formatted(n, n));
        next.append("      next%d = %s\n".formatted(n, variable(plan.index(previous.of()))));
        results.add(", next" + n);
        types.add("Tensor");
      }
    }
    text.append(
        "  def forward(self: __torch__.%s,\n    tokens: Tensor%s) -> Tuple[%s]:\n"
            .formatted(CLASS_NAME, String.join("", parameters), String.join(", ", types)));
    text.append("    outputs = annotate(List[Tensor], [])\n").append(first);
    text.append("    for step in range(torch.size(tokens, 0)):\n  ");
    assign(0, "torch.select(tokens, 0, step)");
    for (int n = 1; n < nodes.size(); n++) {
      text.append("  ");
      boolean remembered = nodes.get(n).op() instanceof Op.Previous;
      assign(n, remembered ? "next" + n : expression(nodes.get(n)));
    }
    text.append(next);
    text.append("      _0 = torch.append(outputs, %s)\n".formatted(variable(nodes.size() - 1)));
    text.append("    return (torch.stack(outputs, 0)%s)\n".formatted(String.join("", results)));
  }

  private void assign(int node, String expression) {
    text.append("    ").append(variable(node)).append(" = ").append(expression).append('\n');
  }

  private static String variable(int node) {
    return "v" + node;
  }

  private String expression(Node node) {
    Op op = node.op();
    String in = variable(node.inputs().get(0));
    if (op instanceof Op.Conv conv) {
      return "torch.conv2d(%s, %s, %s, %s, %s, %s, %d)"
          .formatted(
              in,
              self(node, "weight"),
              conv.bias() ? self(node, "bias") : "None",
              pair(conv.stride()),
              pair(conv.padding()),
              pair(conv.dilation()),
              conv.groups());
    }
    if (op instanceof Op.BatchNorm norm) {
      return String.format(
          Locale.ROOT,
          "torch.batch_norm(%s, %s, %s, %s, %s, self.training, 0.1, %s, True)",
          in,
          norm.affine() ? self(node, "weight") : "None",
          norm.affine() ? self(node, "bias") : "None",
          self(node, "running_mean"),
          self(node, "running_var"),
          // Via its decimal text: the nearest double of a float is another number.
          Double.parseDouble(Float.toString(norm.epsilon())));
    }
    if (op instanceof Op.Activation activation) {
      return activation(activation.function(), in);
    }
    if (op instanceof Op.Pool pool) {
      String window =
          "%s, %s, %s, %s"
              .formatted(in, pair(pool.kernel()), pair(pool.stride()), pair(pool.padding()));
      return switch (pool.kind()) {
        case MAX -> "torch.max_pool2d(%s, [1, 1], False)".formatted(window);
        case AVERAGE -> "torch.avg_pool2d(%s, False, False)".formatted(window);
      };
    }
    if (op instanceof Op.GlobalAveragePool) {
      return "torch.flatten(torch.adaptive_avg_pool2d(%s, [1, 1]), 1, -1)".formatted(in);
    }
    if (op instanceof Op.Add) {
      return node.inputs().stream()
          .map(TorchScriptSource::variable)
          .reduce((a, b) -> "torch.add(%s, %s)".formatted(a, b))
          .orElseThrow();
    }
    if (op instanceof Op.Concat) {
      return node.inputs().stream()
          .map(TorchScriptSource::variable)
          .collect(Collectors.joining(", ", "torch.cat([", "], 1)"));
    }
    if (op instanceof Op.Channels range) {
      return "torch.slice(%s, 1, %d, %d, 1)".formatted(in, range.from(), range.to());
    }
    if (op instanceof Op.Shift) {
      return "torch.constant_pad_nd(%s, [0, 1, 0, 1], 0)".formatted(subPicture(in, 1, 1));
    }
    if (op instanceof Op.Zero zero) {
      return "torch.zeros_like(%s)".formatted(subPicture(in, 0, zero.stride()));
    }
    if (op instanceof Op.Linear linear) {
      String bias = linear.bias() ? self(node, "bias") : "None";
      return "torch.linear(%s, %s, %s)".formatted(in, self(node, "weight"), bias);
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      String means = "torch.adaptive_avg_pool2d(%s, [1, 1])".formatted(in);
      String inner = activation(excitation.inner(), layer(node, "reduce", means));
      String gate = activation(excitation.gate(), layer(node, "expand", inner));
      return "torch.mul(%s, %s)".formatted(in, gate);
    }
    if (op instanceof Op.Dropout dropout) {
      return "torch.dropout(%s, %s, self.training)".formatted(in, dropout.rate());
    }
    if (op instanceof Op.Resize resize) {
      return "torch.upsample_bilinear2d(%s, [%d, %d], False)"
          .formatted(in, resize.height(), resize.width());
    }
    if (op instanceof Op.Embedding) {
      return "torch.embedding(%s, %s)".formatted(self(node, "weight"), in);
    }
    if (op instanceof Op.Mean) {
      return node.inputs().stream()
          .map(TorchScriptSource::variable)
          .collect(Collectors.joining(", ", "torch.mean(torch.stack([", "], 0), [0])"));
    }
    if (op instanceof Op.Highway) {
      String fresh = variable(node.inputs().get(1));
      String old = variable(node.inputs().get(2));
      return "torch.add(%s, torch.mul(%s, torch.sub(%s, %s)))".formatted(old, in, fresh, old);
    }
    if (op instanceof Op.RmsClip) {
      double largest = Math.sqrt(plan.shapes().get(node.inputs().get(0)).channels());
      return "torch.div(%s, torch.div(torch.clamp(torch.norm(%s, 2, [1], True), %s), %s))"
          .formatted(in, in, largest, largest);
    }
    throw new IllegalArgumentException("there is no TorchScript for " + op);
  }

  private static String activation(Op.Activation.Function function, String in) {
    return switch (function) {
      case RELU -> "torch.relu(%s)".formatted(in);
      case RELU6 -> "torch.hardtanh(%s, 0., 6.)".formatted(in);
      case TANH -> "torch.tanh(%s)".formatted(in);
      case SIGMOID -> "torch.sigmoid(%s)".formatted(in);
      case HARD_SWISH -> "torch.hardswish(%s)".formatted(in);
      case SWISH -> "torch.silu(%s)".formatted(in);
      case HARD_SIGMOID -> "torch.hardsigmoid(%s)".formatted(in);
    };
  }

  private static String layer(Node node, String layer, String in) {
    return "torch.conv2d(%s, %s, %s, [1, 1], [0, 0], [1, 1], 1)"
        .formatted(in, self(node, layer + ".weight"), self(node, layer + ".bias"));
  }

  /** Every {@code step}-th row and column from {@code start} on. */
  private static String subPicture(String in, int start, int step) {
    String rows = "torch.slice(%s, 2, %d, %d, %d)".formatted(in, start, Long.MAX_VALUE, step);
    return "torch.slice(%s, 3, %d, %d, %d)".formatted(rows, start, Long.MAX_VALUE, step);
  }

  private static String self(Node node, String tensor) {
    return "self." + attribute(node.path(), tensor);
  }

  private static String pair(int value) {
    return "[%d, %d]".formatted(value, value);
  }
}
