package io.espalier.tabular;

import io.espalier.cost.CostModel;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;

/**
 * The operations of a network as the NAS-Bench-201 table counts them under "MACs", which include
 * more than MACs.
 *
 * <p>To the MACs of convolutions and of the fully connected layer (no bias) it adds 2 per value of
 * every affine batch norm, 1 per value of every ReLU, kernel x kernel per value that an average
 * pooling gives (also in the shortcuts of the reductions), and (side+1)<sup>2</sup> per channel for
 * the global pooling, of 8 x 8 pixels: 81. Skips, sums and {@code none} count nothing. Edges that
 * do not reach the output count like all others.
 *
 * <p>The rows fix 3 per value of batch norm and ReLU together and 9 per value of a 3x3 pooling; how
 * the 3 are divided and how the global pooling counts follows from the one figure that is common to
 * all rows. The benchmark's own interface counts plain MACs (with the 10 biases), 0.16 million less
 * for the empty cell.
 */
final class NasBench201Counts {

  private NasBench201Counts() {}

  static long operations(Plan plan) {
    long operations = CostModel.macs(plan);
    for (int n = 0; n < plan.nodes().size(); n++) {
      Node node = plan.nodes().get(n);
      operations += beyondMacs(plan, node, plan.shapes().get(n));
    }
    return operations;
  }

  private static long beyondMacs(Plan plan, Node node, Shape output) {
    if (node.op() instanceof Op.BatchNorm) {
      return 2 * output.values();
    }
    if (node.op() instanceof Op.Activation) {
      return output.values();
    }
    if (node.op() instanceof Op.Pool pool) {
      return (long) pool.kernel() * pool.kernel() * output.values();
    }
    if (node.op() instanceof Op.GlobalAveragePool) {
      Shape input = plan.shapes().get(node.inputs().get(0));
      return (input.height() + 1L) * (input.width() + 1L) * output.channels();
    }
    return 0;
  }
}
