package io.espalier.export.pytorch;

import io.espalier.cost.CostModel;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The generated program: a child's network as PyTorch classes. */
final class PythonModel {

  private static final int LINE = 88;
  private static final int MOST_PLACES = 3;

  private PythonModel() {}

  /** The text of {@code model.py}; always the same for the same child. */
  static String of(Child child) {
    Plan plan = child.plan();
    Part root = ModuleParts.of(plan, TorchNames.of(plan));
    ModuleClasses classes = ModuleClasses.of(plan, root);
    List<String> definitions = new ArrayList<>();
    if (plan.nodes().stream().anyMatch(node -> node.op() instanceof Op.SqueezeExcitation)) {
      definitions.add(LayerText.DEFINITION);
    }
    for (ModuleClass type : classes.all()) {
      String comment = type.example().place().isEmpty() ? network(plan) : places(type);
      definitions.add(ModuleText.of(type, comment, classes));
    }
    String body = String.join("\n\n", definitions);
    StringBuilder text = new StringBuilder(title(child)).append('\n');
    boolean ordered = body.contains("sequence(") || body.contains("OrderedDict(");
    text.append(ordered ? "from collections import OrderedDict\n\n" : "");
    text.append("import torch\n");
    boolean functional = body.contains("F.pad(") || body.contains("F.interpolate(");
    text.append(functional ? "import torch.nn.functional as F\n" : "");
    text.append("from torch import nn\n\n");
    text.append(constants(child.about()));
    if (body.contains("sequence(")) {
      text.append(
          """


          def sequence(**layers):
              \"""Layers that follow each other, by their names.\"""
              return nn.Sequential(OrderedDict(layers))
          """);
    }
    return text.append("\n\n").append(body).toString();
  }

  private static String title(Child child) {
    ChildDescription about = child.about();
    return String.format(
        Locale.ROOT,
        """
        \"""A network of the search space %s.

        Architecture: %s
        %.3f million parameters, %.2f million multiply-accumulates for an image of %s.
        Needs nothing but PyTorch; load.py reads and writes its weights.
        \"""
        """,
        about.space(),
        about.architecture(),
        CostModel.params(child.plan()) / 1e6,
        CostModel.macs(child.plan()) / 1e6,
        about.scale().input());
  }

  private static String constants(ChildDescription about) {
    return tuple("CLASSES", about.classes().stream().map(PythonModel::quoted).toList())
        + tuple("MEAN", about.normalisation().mean().stream().map(Object::toString).toList())
        + tuple(
            "DEVIATION", about.normalisation().deviation().stream().map(Object::toString).toList())
        + """


        def normalise(images):
            \"""Images of (images, channels, rows, columns) with values from 0 to 1, made fit.\"""
            mean = torch.tensor(MEAN).view(-1, 1, 1)
            deviation = torch.tensor(DEVIATION).view(-1, 1, 1)
            return (images - mean.to(images)) / deviation.to(images)
        """;
  }

  private static String tuple(String name, List<String> values) {
    if (values.size() == 1) {
      return "%s = (%s,)\n".formatted(name, values.get(0));
    }
    return new Expression("", values.stream().map(Expression::text).toList()).line(0, name + " = ");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\x%02x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String network(Plan plan) {
    return "Normalised images of %s in, logits of %d classes out."
        .formatted(plan.input(), plan.output().channels());
  }

  private static String places(ModuleClass type) {
    List<String> places = type.parts().stream().map(Part::place).toList();
    for (int shown = Math.min(MOST_PLACES, places.size()); shown > 0; shown--) {
      int left = places.size() - shown;
      String list = "At " + String.join(", ", places.subList(0, shown));
      String text = list + (left == 0 ? "." : " and %d more.".formatted(left));
      if (text.length() <= LINE - 10 || shown == 1) {
        return text;
      }
    }
    throw new IllegalStateException(type.name() + " is nowhere");
  }
}
