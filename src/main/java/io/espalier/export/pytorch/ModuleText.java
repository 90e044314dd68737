package io.espalier.export.pytorch;

import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** One class of the generated program as text. */
final class ModuleText {

  private static final Set<String> SHADOWS = Set.of("sum", "max", "min", "torch", "nn", "F", "x");

  private final ModuleClass type;
  private final ModuleClasses classes;
  private final StringBuilder text = new StringBuilder();

  /** By the index of a member without a module: its numbers as its forward writes them. */
  private final Map<Integer, List<String>> expressionNumbers = new LinkedHashMap<>();

  private ModuleText(ModuleClass type, ModuleClasses classes) {
    this.type = type;
    this.classes = classes;
  }

  /** The class's definition. */
  static String of(ModuleClass type, String comment, ModuleClasses classes) {
    ModuleText written = new ModuleText(type, classes);
    Part part = type.example();
    boolean sequence = part.isChain() && !part.attribute().isEmpty();
    written.begin(comment, sequence);
    if (sequence) {
      List<Expression> layers = written.layers(part, 0);
      Expression ordered = Expression.call("OrderedDict", layers);
      written.text.append(Expression.call("super().__init__", List.of(ordered)).line(8, ""));
    } else {
      written.text.append("        super().__init__()\n");
      written.attributes();
      written.forward();
    }
    return written.text.toString();
  }

  private void begin(String comment, boolean sequence) {
    text.append("class %s(nn.%s):\n".formatted(type.name(), sequence ? "Sequential" : "Module"));
    text.append("    \"\"\"%s\"\"\"\n\n".formatted(comment));
    List<String> names = new ArrayList<>(List.of("self"));
    type.arguments().stream().filter(a -> !hasDefault(a)).forEach(a -> names.add(a.name()));
    type.arguments().stream().filter(a -> hasDefault(a)).forEach(a -> names.add(a.name() + "=1"));
    String line = "    def __init__(%s):".formatted(String.join(", ", names));
    text.append(
        line.length() <= Expression.LINE
            ? line
            : "    def __init__(\n        %s,\n    ):"
                .formatted(String.join(",\n        ", names)));
    text.append("\n");
  }

  /** Strides are 1 unless something is said. */
  private static boolean hasDefault(ModuleClass.Argument argument) {
    return argument.role() == Slot.Role.STRIDE;
  }

  private List<Expression> layers(Part group, int from) {
    List<Expression> layers = new ArrayList<>();
    int slot = from;
    for (Part member : group.members()) {
      layers.add(module(member, slot).named(member.attribute()));
      slot += Slot.of(member).size();
    }
    return layers;
  }

  private void attributes() {
    Map<String, Object> tree = new LinkedHashMap<>();
    int slot = 0;
    List<Part> members = type.example().members();
    for (int m = 0; m < members.size(); m++) {
      Part member = members.get(m);
      if (member.isModule()) {
        put(tree, member.attribute(), module(member, slot));
      } else {
        expressionNumbers.put(m, numbers(member, slot));
      }
      slot += Slot.of(member).size();
    }
    tree.forEach((name, module) -> text.append(expression(module).line(8, "self." + name + " = ")));
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> tree, String attribute, Expression module) {
    int dot = attribute.indexOf('.');
    if (dot < 0) {
      tree.put(attribute, module);
    } else {
      String holder = attribute.substring(0, dot);
      Object held = tree.computeIfAbsent(holder, unknown -> new LinkedHashMap<String, Object>());
      put((Map<String, Object>) held, attribute.substring(dot + 1), module);
    }
  }

  /** A module, or one that only holds others. */
  private static Expression expression(Object module) {
    if (module instanceof Expression expression) {
      return expression;
    }
    List<Expression> held = new ArrayList<>();
    ((Map<?, ?>) module)
        .forEach((name, inner) -> held.add(expression(inner).named(name.toString())));
    return Expression.call("nn.ModuleDict", List.of(Expression.call("dict", held)));
  }

  /** The numbers of an operation without a module; arguments among them are kept by the object. */
  private List<String> numbers(Part member, int slot) {
    List<String> numbers = new ArrayList<>();
    List<Slot> slots = Slot.of(member);
    for (int s = 0; s < slots.size(); s++) {
      String expression = type.number(slot + s);
      if (!expression.matches("\\d+")) {
        String kept = member.hint() + "_" + slots.get(s).role().word();
        kept = numbers.contains("self." + kept) ? kept + s : kept;
        text.append("        self.%s = %s\n".formatted(kept, expression));
        expression = "self." + kept;
      }
      numbers.add(expression);
    }
    return numbers;
  }

  private Expression module(Part part, int slot) {
    var known = classes.of(part);
    if (known.isPresent()) {
      List<Expression> arguments = new ArrayList<>();
      boolean plain = true;
      for (ModuleClass.Argument argument : known.get().arguments()) {
        Expression value = Expression.text(type.number(slot + argument.slot()));
        // Python wants names from the first argument on that has one or is left out.
        plain &= argument.name().matches("(in_|out_)?channels\\d?");
        if (hasDefault(argument) && value.text().equals("1")) {
          continue;
        }
        arguments.add(plain ? value : value.named(argument.name()));
      }
      return Expression.call(known.get().name(), arguments);
    }
    if (part.isGroup()) {
      return Expression.call("sequence", layers(part, slot));
    }
    return LayerText.of(part.operation().get().op(), written(part, slot));
  }

  private List<String> written(Part operation, int slot) {
    return IntStream.range(slot, slot + Slot.of(operation).size()).mapToObj(type::number).toList();
  }

  private void forward() {
    Part group = type.example();
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < group.inputs().size(); i++) {
      inputs.add(group.inputs().size() == 1 ? "x" : "x" + i);
    }
    text.append("\n    def forward(self, %s):\n".formatted(String.join(", ", inputs)));
    Set<String> used = new HashSet<>(SHADOWS);
    used.addAll(inputs);
    List<Part> members = group.members();
    List<String> values = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      List<Integer> sources = group.sources(members.get(m));
      List<String> operands =
          sources.stream().map(s -> s < 0 ? inputs.get(-1 - s) : values.get(s)).toList();
      Expression value = value(m, operands);
      if (m == members.size() - 1) {
        text.append(value.line(8, "return "));
      } else {
        String name = straightUpTo(m) ? "x" : free(members.get(m), used);
        values.add(name);
        text.append(value.line(8, name + " = "));
      }
    }
  }

  /** Whether up to member {@code last} each takes the value before it, which then has no use. */
  private boolean straightUpTo(int last) {
    Part group = type.example();
    if (group.inputs().size() != 1) {
      return false;
    }
    for (int m = 0; m < group.members().size(); m++) {
      for (int source : group.sources(group.members().get(m))) {
        if (m <= last ? Math.max(source, -1) != m - 1 : source < last) {
          return false;
        }
      }
    }
    return true;
  }

  private static String free(Part member, Set<String> used) {
    String hint = member.hint().replace('.', '_');
    String name = SHADOWS.contains(hint) ? "total" : hint.toLowerCase(Locale.ROOT);
    while (!used.add(name)) {
      name += "_";
    }
    return name;
  }

  private Expression value(int index, List<String> operands) {
    Part member = type.example().members().get(index);
    if (member.isModule()) {
      return Expression.call(
          "self." + member.attribute(), LayerText.texts(operands.toArray(String[]::new)));
    }
    List<String> numbers = expressionNumbers.get(index);
    String in = operands.get(0);
    Op op = member.operation().get().op();
    if (op instanceof Op.Add) {
      return Expression.text(String.join(" + ", operands));
    }
    if (op instanceof Op.Concat) {
      return Expression.text("torch.cat([%s], dim=1)".formatted(String.join(", ", operands)));
    }
    if (op instanceof Op.Channels) {
      String from = numbers.get(0).equals("0") ? "" : numbers.get(0);
      return Expression.text("%s[:, %s:%s]".formatted(in, from, numbers.get(1)));
    }
    if (op instanceof Op.Shift) {
      return Expression.text("F.pad(%s[:, :, 1:, 1:], (0, 1, 0, 1))".formatted(in));
    }
    if (op instanceof Op.Zero) {
      String step = numbers.get(0);
      String pixels = step.equals("1") ? in : "%s[:, :, ::%s, ::%s]".formatted(in, step, step);
      return Expression.text("torch.zeros_like(%s)".formatted(pixels));
    }
    if (op instanceof Op.Resize) {
      String size = "size=(%s, %s)".formatted(numbers.get(0), numbers.get(1));
      return Expression.call(
          "F.interpolate", LayerText.texts(in, size, "mode=\"bilinear\"", "align_corners=False"));
    }
    throw new IllegalArgumentException("there is no expression of PyTorch for " + op);
  }
}
