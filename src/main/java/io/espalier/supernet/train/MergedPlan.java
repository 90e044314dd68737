package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The union of several plans of one blueprint: each operation once, by its path. If the plans give
 * an operation different inputs, it reads their sum; a sum has the summands of all plans, each as
 * often as in the plan where it occurs most often. Zeros are left out unless they are the only
 * summand.
 */
final class MergedPlan {

  private final Map<String, Op> operations = new LinkedHashMap<>();

  /** The alternatives by path and input position, each as summands with their multiplicity. */
  private final Map<String, List<Map<String, Integer>>> inputs = new HashMap<>();

  private String output;

  /** The path of a sum by its summands, if a plan has that sum. */
  private final Map<Map<String, Integer>, String> names = new HashMap<>();

  private final Map<String, Integer> placed = new HashMap<>();
  private final Map<Map<String, Integer>, Integer> sums = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();

  /**
   * Merges plans.
   *
   * @throws InputError as {@link #add}
   */
  static Plan of(List<Plan> plans) {
    MergedPlan merged = new MergedPlan();
    plans.forEach(merged::add);
    return merged.merge();
  }

  /**
   * Adds a plan; returns whether the union has grown.
   *
   * @throws InputError if an operation's size differs from that in another plan: such spaces cannot
   *     run several architectures at once
   */
  boolean add(Plan plan) {
    List<Node> all = plan.nodes();
    boolean grown = false;
    for (Node node : all) {
      grown |= collect(all, node);
    }
    String last = all.get(all.size() - 1).path();
    if (output != null && !output.equals(last)) {
      throw unlike("they end in %s and %s".formatted(output, last));
    }
    output = last;
    return grown;
  }

  /** The union of the added plans, at least one; may be called once. */
  Plan merge() {
    operations.forEach(
        (path, op) -> {
          if (op instanceof Op.Input) {
            place(path);
          } else if (op instanceof Op.Add) {
            names.putIfAbsent(terms(inputs.get(path).get(0)), path);
          }
        });
    place(output);
    return new Plan(nodes);
  }

  private boolean collect(List<Node> all, Node node) {
    Op known = operations.putIfAbsent(node.path(), node.op());
    if (known != null && !known.equals(node.op())) {
      throw unlike("%s is %s and %s".formatted(node.path(), known, node.op()));
    }
    boolean sum = node.op() instanceof Op.Add;
    int positions = sum ? 1 : node.inputs().size();
    List<Map<String, Integer>> merged =
        inputs.computeIfAbsent(node.path(), path -> new ArrayList<>());
    if (known != null && merged.size() != positions) {
      throw unlike("%s joins different numbers of inputs".formatted(node.path()));
    }
    boolean grown = known == null;
    for (int i = 0; i < positions; i++) {
      List<Integer> sources = sum ? node.inputs() : summands(all, node.inputs().get(i));
      Map<String, Integer> counts = new LinkedHashMap<>();
      sources.forEach(source -> counts.merge(all.get(source).path(), 1, Integer::sum));
      if (merged.size() <= i) {
        merged.add(new LinkedHashMap<>());
      }
      Map<String, Integer> most = merged.get(i);
      for (Map.Entry<String, Integer> count : counts.entrySet()) {
        if (most.getOrDefault(count.getKey(), 0) < count.getValue()) {
          most.put(count.getKey(), count.getValue());
          grown = true;
        }
      }
    }
    return grown;
  }

  /** The inputs of a sum, or the node itself. */
  private static List<Integer> summands(List<Node> all, int node) {
    return all.get(node).op() instanceof Op.Add ? all.get(node).inputs() : List.of(node);
  }

  /** Places an operation after everything it reads and returns its index. */
  private int place(String path) {
    Integer known = placed.get(path);
    if (known != null) {
      return known;
    }
    if (!open.add(path)) {
      throw unlike("%s would read its own output".formatted(path));
    }
    Op op = operations.get(path);
    int index;
    if (op instanceof Op.Add) {
      index = sum(inputs.get(path).get(0));
    } else {
      List<Integer> sources = inputs.get(path).stream().map(this::sum).toList();
      nodes.add(new Node(path, op, sources));
      index = nodes.size() - 1;
    }
    placed.put(path, index);
    return index;
  }

  /** A node with the sum of these; the node itself if there is only one. */
  private int sum(Map<String, Integer> counts) {
    Map<String, Integer> terms = terms(counts);
    Integer known = sums.get(terms);
    if (known != null) {
      return known;
    }
    List<Integer> sources = new ArrayList<>();
    terms.forEach(
        (path, count) -> {
          int source = place(path);
          for (int i = 0; i < count; i++) {
            sources.add(source);
          }
        });
    int index = sources.get(0);
    if (sources.size() > 1) {
      String path = names.getOrDefault(terms, "merged.sum" + sums.size());
      nodes.add(new Node(path, new Op.Add(), sources));
      index = nodes.size() - 1;
    }
    sums.put(terms, index);
    return index;
  }

  private Map<String, Integer> terms(Map<String, Integer> counts) {
    Map<String, Integer> terms = new LinkedHashMap<>(counts);
    terms.keySet().removeIf(path -> operations.get(path) instanceof Op.Zero);
    return terms.isEmpty() ? counts : terms;
  }

  private static InputError unlike(String how) {
    return new InputError(
        ("the strategy random_mask cannot run architectures of this space together: %s; use the"
                + " strategy single_path")
            .formatted(how));
  }
}
