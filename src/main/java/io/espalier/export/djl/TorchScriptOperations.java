package io.espalier.export.djl;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.Locale;
import java.util.stream.Collectors;

/** The TorchScript of each operation of a plan, whose values are numbered by their nodes. */
record TorchScriptOperations(Plan plan) {

  /** The variable of a node's value. */
  static String variable(int node) {
    return "v" + node;
  }

  /**
   * The attribute that holds a tensor: an identifier, since paths may contain dots and other
   * characters.
   */
  static String attribute(String path, String tensor) {
    String name = (path + "_" + tensor).replaceAll("[^A-Za-z0-9_]", "_");
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /** The expression of a node's value. */
  String of(Node node) {
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
          .map(TorchScriptOperations::variable)
          .reduce((a, b) -> "torch.add(%s, %s)".formatted(a, b))
          .orElseThrow();
    }
    if (op instanceof Op.Concat) {
      return node.inputs().stream()
          .map(TorchScriptOperations::variable)
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
          .map(TorchScriptOperations::variable)
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
