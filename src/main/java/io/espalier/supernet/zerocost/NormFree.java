package io.espalier.supernet.zerocost;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Takes batch norms out of plans. */
final class NormFree {

  private NormFree() {}

  /** {@code plan} with each batch norm replaced by what it takes. */
  static Plan of(Plan plan) {
    List<Node> kept = new ArrayList<>();
    int[] moved = new int[plan.nodes().size()];
    for (int n = 0; n < moved.length; n++) {
      Node node = plan.nodes().get(n);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      if (node.op() instanceof Op.BatchNorm) {
        moved[n] = inputs.get(0);
      } else {
        moved[n] = kept.size();
        kept.add(new Node(node.path(), node.op(), inputs));
      }
    }
    return new Plan(kept);
  }
}
