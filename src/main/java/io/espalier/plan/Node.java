package io.espalier.plan;

import java.util.List;

/**
 * One step of a plan.
 *
 * @param path its name, unique in the plan and the same in all plans of a blueprint in which this
 *     computation occurs: {@code stage1.cell2.edge3.nor_conv_3x3.conv}. Weights are kept by path.
 * @param op the operation
 * @param inputs indices of earlier nodes, in the order in which the operation takes them
 */
public record Node(String path, Op op, List<Integer> inputs) {

  public Node {
    inputs = List.copyOf(inputs);
  }
}
