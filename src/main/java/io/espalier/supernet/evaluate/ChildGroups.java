package io.espalier.supernet.evaluate;

import io.espalier.cost.CostModel;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits children into groups that are run together: as large as the memory allows, but enough of
 * them that every worker has one.
 *
 * @param memoryBytes the memory that one group may use
 * @param images the number of images run at a time
 * @param workers the number of groups run at the same time
 * @param ownStatistics as in {@link SharedPlan}
 */
record ChildGroups(long memoryBytes, int images, int workers, boolean ownStatistics) {

  /** The overhead of an array in addition to its values, in Java and in the engine. */
  private static final long ARRAY_BYTES = 1500;

  /**
   * The groups, as indices into {@code children}. A child that alone needs more than the memory
   * forms its own group.
   */
  List<List<Integer>> split(List<Plan> children) {
    List<Integer> order = SharedPlan.order(children, ownStatistics);
    int most = (order.size() + workers - 1) / workers;
    List<List<Integer>> groups = new ArrayList<>();
    for (int from = 0; from < order.size(); ) {
      int size = fitting(children, order.subList(from, Math.min(order.size(), from + most)));
      groups.add(List.copyOf(order.subList(from, from + size)));
      from += size;
    }
    return groups;
  }

  /** The number of these, from the first on, that fit into the memory together; at least one. */
  private int fitting(List<Plan> children, List<Integer> candidates) {
    int fits = 1;
    int tooMany = candidates.size() + 1;
    int tried = candidates.size();
    while (fits + 1 < tooMany) {
      if (bytes(candidates.subList(0, tried).stream().map(children::get).toList()) <= memoryBytes) {
        fits = tried;
      } else {
        tooMany = tried;
      }
      tried = (fits + tooMany) / 2;
    }
    return fits;
  }

  /**
   * The memory for running these children together: the peak of the activations, and the tensors
   * created for them (statistics, and weights with batch norms folded in).
   */
  long bytes(List<Plan> children) {
    Plan plan = SharedPlan.of(children, ownStatistics).plan();
    long bytes = (long) (CostModel.activationMegabytes(plan) * 1e6 * images);
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        bytes += ARRAY_BYTES + Float.BYTES * tensor.values();
      }
    }
    return bytes;
  }
}
