package io.espalier.supernet.evaluate;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Several children as one plan in which shared computations are done once: two nodes are merged if
 * they apply the same operation, with the same slice of the same tensors, to the same inputs. Its
 * output is the children's logits one after another.
 *
 * <p>An operation without tensors may have a different path in each child and still be shared. If
 * children have their own batch-norm statistics, a norm without scale and shift is such an
 * operation, since its statistics follow from its inputs.
 */
public final class SharedPlan {

  private final List<Node> nodes;
  private final List<Integer> outputs;
  private final Map<String, String> origins;

  private SharedPlan(List<Node> nodes, List<Integer> outputs, Map<String, String> origins) {
    this.nodes = List.copyOf(nodes);
    this.outputs = List.copyOf(outputs);
    this.origins = Map.copyOf(origins);
  }

  /**
   * Combines children.
   *
   * @param children their plans; a plan shares most with its direct predecessors
   * @param ownStatistics whether each child has its own batch-norm statistics
   */
  public static SharedPlan of(List<Plan> children, boolean ownStatistics) {
    Builder builder = new Builder(ownStatistics);
    List<Integer> outputs = children.stream().map(child -> last(builder.add(child))).toList();
    return new SharedPlan(builder.nodes, outputs, builder.origins);
  }

  /**
   * The best order for combining children: those with a common prefix next to each other, so that
   * shared activations are kept only for a short time.
   *
   * @return indices into {@code children}
   */
  static List<Integer> order(List<Plan> children, boolean ownStatistics) {
    Builder builder = new Builder(ownStatistics);
    List<List<Integer>> traces = children.stream().map(builder::add).toList();
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < children.size(); c++) {
      order.add(c);
    }
    order.sort((a, b) -> compare(traces.get(a), traces.get(b)));
    return order;
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int difference = Integer.compare(a.get(i), b.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int last(List<Integer> trace) {
    return trace.get(trace.size() - 1);
  }

  /** The path of the tensors that the operation at a path of {@link #plan} uses. */
  String origin(String path) {
    return origins.get(path);
  }

  /** The plan of all children. */
  public Plan plan() {
    return plan(IntStream.range(0, outputs.size()).boxed().toList());
  }

  /** The plan of some of the children, by their indices; at least one. */
  Plan plan(List<Integer> children) {
    List<Node> all = new ArrayList<>(nodes);
    all.add(new Node("children", new Op.Concat(), children.stream().map(outputs::get).toList()));
    return new Plan(all).live();
  }

  /** Nodes with equal keys are merged. */
  private record Key(String path, Op op, List<Integer> inputs) {}

  private static final class Builder {

    private final boolean ownStatistics;
    private final Map<Key, Integer> known = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, String> origins = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    Builder(boolean ownStatistics) {
      this.ownStatistics = ownStatistics;
    }

    /** The indices here of the nodes of a child's live plan, in its order. */
    List<Integer> add(Plan child) {
      List<Integer> trace = new ArrayList<>();
      for (Node node : child.live().nodes()) {
        List<Integer> inputs = node.inputs().stream().map(trace::get).toList();
        trace.add(add(node.path(), node.op(), inputs));
      }
      return trace;
    }

    private int add(String path, Op op, List<Integer> inputs) {
      if (op instanceof Op.Add && inputs.size() == 1) {
        return inputs.get(0);
      }
      // A sum of two is commutative to the last bit; the order of three matters.
      boolean swapped = op instanceof Op.Add && inputs.size() == 2;
      List<Integer> ordered = swapped ? inputs.stream().sorted().toList() : inputs;
      Key key = new Key(isBoundToPath(op) ? path : "", op, ordered);
      Integer found = known.get(key);
      if (found != null) {
        return found;
      }
      int uses = used.merge(path, 1, Integer::sum);
      String unique = uses == 1 ? path : path + "@" + uses;
      origins.put(unique, path);
      nodes.add(new Node(unique, op, ordered));
      known.put(key, nodes.size() - 1);
      return nodes.size() - 1;
    }

    private boolean isBoundToPath(Op op) {
      return op.tensors().stream().anyMatch(tensor -> tensor.learned() || !ownStatistics);
    }
  }
}
