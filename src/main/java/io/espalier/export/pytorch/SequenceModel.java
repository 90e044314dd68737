package io.espalier.export.pytorch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The generated program of a network that reads texts: a recurrent plan as a PyTorch module. */
final class SequenceModel {

  private SequenceModel() {}

  /** The text of {@code model.py}; one line of its {@code step} for each node of the plan. */
  static String of(Child child) {
    Plan plan = child.plan();
    ChildDescription about = child.about();
    StringBuilder layers = new StringBuilder();
    StringBuilder step = new StringBuilder();
    StringBuilder memory = new StringBuilder();
    StringBuilder remembered = new StringBuilder();
    for (Node node : plan.nodes()) {
      String name = name(node);
      if (node.op() instanceof Op.Embedding embedding) {
        line(
            layers,
            "self.%s = nn.Embedding(%d, %d)"
                .formatted(name, embedding.tokens(), embedding.width()));
      } else if (node.op() instanceof Op.Linear linear) {
        String bias = linear.bias() ? "" : ", bias=False";
        line(
            layers,
            "self.%s = nn.Linear(%d, %d%s)".formatted(name, linear.in(), linear.out(), bias));
      }
      if (node.op() instanceof Op.Previous previous) {
        String of = name(plan.nodes().get(plan.index(previous.of())));
        memory.append("\"%s\": torch.zeros(streams, %d), ".formatted(name, previous.width()));
        remembered.append("\"%s\": %s, ".formatted(name, of));
        line(step, "%s = memory[\"%s\"]".formatted(name, name));
      } else if (!(node.op() instanceof Op.Input)) {
        List<String> inputs = node.inputs().stream().map(i -> name(plan.nodes().get(i))).toList();
        line(step, name + " = " + expression(node, inputs));
      }
    }
    return template()
        .replace("@ARCHITECTURE@", about.architecture())
        .replace("@SPACE@", about.space())
        .replace("@LAYERS@", layers.toString().stripTrailing())
        .replace("@STEP@", step.toString().stripTrailing())
        .replace("@MEMORY@", "{" + shortened(memory) + "}")
        .replace("@REMEMBERED@", "{" + shortened(remembered) + "}")
        .replace("@OUTPUT@", name(plan.nodes().get(plan.nodes().size() - 1)))
        // Last, since the text may contain any characters.
        .replace("@VOCABULARY@", strings(about.classes()));
  }

  /** The plan's tensors: from their full names to those in the program's state. */
  static Map<String, String> tensors(Plan plan) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        names.put(node.path() + "." + tensor.name(), name(node) + "." + tensor.name());
      }
    }
    return names;
  }

  private static String expression(Node node, List<String> inputs) {
    Op op = node.op();
    String in = inputs.get(0);
    String all = String.join(", ", inputs);
    if (op instanceof Op.Embedding || op instanceof Op.Linear) {
      return "self.%s(%s)".formatted(name(node), in);
    }
    if (op instanceof Op.Activation activation) {
      return switch (activation.function()) {
        case RELU6 -> "nn.functional.relu6(%s)".formatted(in);
        case HARD_SWISH -> "nn.functional.hardswish(%s)".formatted(in);
        case SWISH -> "nn.functional.silu(%s)".formatted(in);
        case HARD_SIGMOID -> "nn.functional.hardsigmoid(%s)".formatted(in);
        case RELU, TANH, SIGMOID ->
            "torch.%s(%s)".formatted(activation.function().name().toLowerCase(Locale.ROOT), in);
      };
    }
    if (op instanceof Op.Channels range) {
      return "%s[:, %d:%d]".formatted(in, range.from(), range.to());
    }
    if (op instanceof Op.Concat) {
      return "torch.cat([%s], 1)".formatted(all);
    }
    if (op instanceof Op.Add) {
      return String.join(" + ", inputs);
    }
    if (op instanceof Op.Mean) {
      return "torch.stack([%s]).mean(0)".formatted(all);
    }
    if (op instanceof Op.Highway) {
      return "highway(%s)".formatted(all);
    }
    if (op instanceof Op.RmsClip) {
      return "rms_clip(%s)".formatted(in);
    }
    throw new IllegalArgumentException("there is no step of a sequence for " + op);
  }

  /**
   * Paths are unique, and no two of ours differ only in dots. A plan from elsewhere may have other
   * paths, and each must become a valid name.
   */
  private static String name(Node node) {
    return node.op() instanceof Op.Input ? "token" : node.path().replaceAll("[^A-Za-z0-9_]", "_");
  }

  private static void line(StringBuilder text, String line) {
    text.append("        ").append(line).append('\n');
  }

  private static String shortened(StringBuilder list) {
    return list.substring(0, Math.max(0, list.length() - 2));
  }

  /** JSON's strings are Python's. */
  private static String strings(List<String> values) {
    return values.stream()
        .map(value -> JsonNodeFactory.instance.textNode(value).toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String template() {
    try (InputStream in = SequenceModel.class.getResourceAsStream("sequence-model.py")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("sequence-model.py is part of the program", e);
    }
  }
}
