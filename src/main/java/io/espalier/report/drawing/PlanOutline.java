package io.espalier.report.drawing;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups the nodes of a plan into boxes as people draw a network. */
final class PlanOutline {

  /** The last parts of paths that name a step of an operation, not an operation. */
  private static final Set<String> STEPS =
      Set.of(
          "conv",
          "norm",
          "relu",
          "relu6",
          "swish",
          "hard_swish",
          "excitation",
          "dropout",
          "pool",
          "sum",
          "concat",
          "zero",
          "shift",
          "even",
          "odd",
          "half0",
          "half1",
          "depthwise",
          "pointwise",
          "expand",
          "project",
          "linear",
          "classifier");

  private PlanOutline() {}

  /** The boxes of a plan, each after its inputs. */
  static List<Box> boxes(Plan plan) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int n = 0; n < plan.nodes().size(); n++) {
      groups.computeIfAbsent(group(plan.nodes().get(n).path()), g -> new ArrayList<>()).add(n);
    }
    List<Box> boxes = inOrder(plan, groups);
    if (boxes.isEmpty()) {
      // Some group both feeds another and depends on it: draw every node by itself.
      groups.clear();
      for (int n = 0; n < plan.nodes().size(); n++) {
        groups.put(plan.nodes().get(n).path(), List.of(n));
      }
      boxes = inOrder(plan, groups);
    }
    return boxes;
  }

  private static String group(String path) {
    String name = path;
    int dot = name.lastIndexOf('.');
    while (dot > 0 && STEPS.contains(name.substring(dot + 1)) && !isStage(name.substring(0, dot))) {
      name = name.substring(0, dot);
      dot = name.lastIndexOf('.');
    }
    return name;
  }

  private static boolean isStage(String name) {
    return name.matches(Box.STAGE);
  }

  /** The groups as boxes in order of their dependencies; empty if these are cyclic. */
  private static List<Box> inOrder(Plan plan, Map<String, List<Integer>> groups) {
    List<String> names = new ArrayList<>(groups.keySet());
    int[] groupOf = new int[plan.nodes().size()];
    for (int g = 0; g < names.size(); g++) {
      for (int node : groups.get(names.get(g))) {
        groupOf[node] = g;
      }
    }
    List<Set<Integer>> inputs = new ArrayList<>();
    for (int g = 0; g < names.size(); g++) {
      Set<Integer> from = new TreeSet<>();
      for (int node : groups.get(names.get(g))) {
        plan.nodes().get(node).inputs().forEach(input -> from.add(groupOf[input]));
      }
      from.remove(g);
      inputs.add(from);
    }
    List<Integer> order = new ArrayList<>();
    boolean grew = true;
    while (grew && order.size() < names.size()) {
      grew = false;
      for (int g = 0; g < names.size(); g++) {
        if (!order.contains(g) && order.containsAll(inputs.get(g))) {
          order.add(g);
          grew = true;
        }
      }
    }
    if (order.size() < names.size()) {
      return List.of();
    }
    List<Box> boxes = new ArrayList<>();
    for (int g : order) {
      List<Integer> nodes = groups.get(names.get(g));
      List<Integer> from = new ArrayList<>(inputs.get(g).stream().map(order::indexOf).toList());
      Collections.sort(from);
      boxes.add(box(plan, names.get(g), nodes, from));
    }
    return boxes;
  }

  private static Box box(Plan plan, String path, List<Integer> members, List<Integer> inputs) {
    List<Op> ops = members.stream().map(plan.nodes()::get).map(Node::op).toList();
    List<String> details = ops.stream().map(PlanOutline::detail).filter(d -> !d.isEmpty()).toList();
    String detail = joined(details);
    Box.Kind kind = kind(ops);
    String last = path.substring(path.lastIndexOf('.') + 1);
    String label = last;
    if (kind == Box.Kind.JOIN) {
      label = ops.stream().anyMatch(op -> op instanceof Op.Concat) ? "concat" : "+";
    }
    return new Box(
        path, label, detail, kind, inputs, plan.shapes().get(members.get(members.size() - 1)));
  }

  /** The details joined in a row, without repeats. */
  private static String joined(List<String> details) {
    int half = details.size() / 2;
    List<String> first = details.subList(0, half);
    boolean twice =
        half > 1 && details.equals(Stream.concat(first.stream(), first.stream()).toList());
    return twice ? "2 × (" + String.join(" · ", first) + ")" : String.join(" · ", details);
  }

  private static String detail(Op op) {
    if (op instanceof Op.Conv conv) {
      String kernel = conv.kernel() + "×" + conv.kernel();
      String stride = conv.stride() > 1 ? " /" + conv.stride() : "";
      return (conv.groups() > 1 ? "dw " : "") + kernel + stride;
    }
    if (op instanceof Op.Pool pool) {
      String stride = pool.stride() > 1 ? " /" + pool.stride() : "";
      String kind = pool.kind() == Op.Pool.Kind.MAX ? "max " : "avg ";
      return kind + pool.kernel() + "×" + pool.kernel() + stride;
    }
    if (op instanceof Op.GlobalAveragePool) {
      return "global avg";
    }
    if (op instanceof Op.SqueezeExcitation) {
      return "SE";
    }
    if (op instanceof Op.Resize resize) {
      return "resize " + resize.height() + "×" + resize.width();
    }
    if (op instanceof Op.Linear linear) {
      return "linear " + linear.out();
    }
    return "";
  }

  private static Box.Kind kind(List<Op> ops) {
    if (ops.stream().anyMatch(op -> op instanceof Op.Input)) {
      return Box.Kind.INPUT;
    }
    if (ops.stream().anyMatch(op -> op instanceof Op.Linear)) {
      return Box.Kind.OTHER;
    }
    if (ops.stream().anyMatch(op -> op instanceof Op.Conv conv && conv.groups() > 1)) {
      return Box.Kind.SEPARABLE;
    }
    if (ops.stream().anyMatch(op -> op instanceof Op.Conv)) {
      return Box.Kind.CONVOLUTION;
    }
    if (ops.stream().anyMatch(op -> op instanceof Op.Pool || op instanceof Op.GlobalAveragePool)) {
      return Box.Kind.POOLING;
    }
    boolean joins = ops.stream().allMatch(op -> op instanceof Op.Add || op instanceof Op.Concat);
    return joins ? Box.Kind.JOIN : Box.Kind.OTHER;
  }

  /** A part of a path without its number, for units of the same kind. */
  static String withoutNumber(String part) {
    return Arrays.stream(part.split("\\d+", -1)).collect(Collectors.joining());
  }
}
