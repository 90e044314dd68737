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
 * Several children as one plan, in which every computation that some of them share is done once:
 * two nodes are one if they have the same operation, with the same slice of the same tensors, on
 * the same inputs. Its output is the children's logits one after another.
 *
 * <p>An operation without tensors of its own may have another path in each child, and be shared all
 * the same. Where batch norms have statistics of the children's own, a norm without scale and shift
 * is such an operation, as its statistics follow from its inputs.
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
   * Puts children together.
   *
   * @param children their plans; later ones share best what the ones just before them computed
   * @param ownStatistics whether batch norms have statistics of their own
   */
  public static SharedPlan of(List<Plan> children, boolean ownStatistics) {
    Builder builder = new Builder(ownStatistics);
    List<Integer> outputs = children.stream().map(child -> last(builder.add(child))).toList();
    return new SharedPlan(builder.nodes, outputs, builder.origins);
  }

  /**
   * The order in which children are best put together: those that share a prefix next to each
   * other, so that what they share is needed for a short time only.
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

  /** Whose tensors the operation at a path of {@link #plan} uses. */
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

  /** Two nodes with equal keys are one. */
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

    /** The nodes here of those of a child's live plan, in its order. */
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
      // A sum of two is the same either way round, to the last bit; one of three is not.
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
