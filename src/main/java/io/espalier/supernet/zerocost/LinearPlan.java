package io.espalier.supernet.zerocost;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves of a network what is linear where no value is negative: batch norms go, and activations,
 * which would pass such values on as they are or, as ReLU6 does, cut them off.
 */
final class LinearPlan {

  private LinearPlan() {}

  /** {@code plan} with each batch norm and activation replaced by what it takes. */
  static Plan of(Plan plan) {
    List<Node> kept = new ArrayList<>();
    int[] moved = new int[plan.nodes().size()];
    for (int n = 0; n < moved.length; n++) {
      Node node = plan.nodes().get(n);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      if (node.op() instanceof Op.BatchNorm || node.op() instanceof Op.Activation) {
        moved[n] = inputs.get(0);
      } else {
        moved[n] = kept.size();
        kept.add(new Node(node.path(), node.op(), inputs));
      }
    }
    return new Plan(kept);
  }
}
