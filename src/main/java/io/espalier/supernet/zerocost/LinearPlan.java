package io.espalier.supernet.zerocost;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Reduces a network to the part that is linear for non-negative values: removes batch norms, and
 * activations, which would pass such values on unchanged or, like ReLU6, cut them off, and
 * squeeze-and-excitations, which only scale them by a bounded factor.
 */
final class LinearPlan {

  private LinearPlan() {}

  /** {@code plan} with each of these replaced by its input. */
  static Plan of(Plan plan) {
    List<Node> kept = new ArrayList<>();
    int[] moved = new int[plan.nodes().size()];
    for (int n = 0; n < moved.length; n++) {
      Node node = plan.nodes().get(n);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      if (node.op() instanceof Op.BatchNorm
          || node.op() instanceof Op.Activation
          || node.op() instanceof Op.SqueezeExcitation) {
        moved[n] = inputs.get(0);
      } else {
        moved[n] = kept.size();
        kept.add(new Node(node.path(), node.op(), inputs));
      }
    }
    return new Plan(kept);
  }
}
