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
import java.util.Set;

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
  private final TorchScriptOperations operations;
  private final StringBuilder text = new StringBuilder();

  private TorchScriptSource(Plan plan) {
    this.plan = plan;
    this.operations = new TorchScriptOperations(plan);
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
        String name = TorchScriptOperations.attribute(node.path(), tensor.name());
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
      assign(n, operations.of(plan.nodes().get(n)));
    }
    text.append("    return ")
        .append(TorchScriptOperations.variable(plan.nodes().size() - 1))
        .append('\n');
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
        next.append(
            "      next%d = %s\n"
                .formatted(n, TorchScriptOperations.variable(plan.index(previous.of()))));
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
      assign(n, remembered ? "next" + n : operations.of(nodes.get(n)));
    }
    text.append(next);
    text.append(
        "      _0 = torch.append(outputs, %s)\n"
            .formatted(TorchScriptOperations.variable(nodes.size() - 1)));
    text.append("    return (torch.stack(outputs, 0)%s)\n".formatted(String.join("", results)));
  }

  private void assign(int node, String expression) {
    text.append("    ")
        .append(TorchScriptOperations.variable(node))
        .append(" = ")
        .append(expression)
        .append('\n');
  }
}
