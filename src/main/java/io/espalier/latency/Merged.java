package io.espalier.latency;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans as optimising runtimes run them. */
final class Merged {

  private Merged() {}

  /** A computation without weights: the same operation on the same inputs gives the same. */
  private record Computation(Op op, List<Integer> inputs) {}

  /**
   * The live part of a plan, with each computation once: two poolings or activations of one value
   * are one (common subexpressions).
   */
  static Plan live(Plan plan) {
    List<Node> nodes = plan.live().nodes();
    List<Node> kept = new ArrayList<>();
    Map<Computation, Integer> known = new HashMap<>();
    int[] moved = new int[nodes.size()];
    for (int n = 0; n < nodes.size(); n++) {
      Node node = nodes.get(n);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      Computation computation = new Computation(node.op(), inputs);
      boolean mergeable =
          node.op().tensors().isEmpty() && !inputs.isEmpty() && n < nodes.size() - 1;
      Integer same = mergeable ? known.get(computation) : null;
      moved[n] = same == null ? kept.size() : same;
      if (same == null) {
        known.put(computation, kept.size());
        kept.add(new Node(node.path(), node.op(), inputs));
      }
    }
    return new Plan(kept);
  }
}
