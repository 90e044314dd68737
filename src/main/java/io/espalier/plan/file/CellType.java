package io.espalier.plan.file;

import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A graph of nodes that sum what operations make of earlier ones. Its choices are made once,
 * however often the cell stands in the network.
 *
 * @param inputs the number of preceding cells that it reads
 * @param nodes for each node the operations that it can sum
 * @param output which nodes are given on
 */
record CellType(int inputs, List<Sources> nodes, Output output) {

  /** Which nodes a cell gives on. */
  enum Output {
    /** The last one. */
    LAST,
    /** The channels of all, one after another. */
    CONCAT,
    /** The sum of all. */
    SUM,
    /** The channels of those that no other node reads. */
    UNREAD
  }

  /** What a node sums. */
  @FunctionalInterface
  interface Sources {
    List<Operation> of(Assembly net);
  }

  /**
   * An operation on the output of an earlier node.
   *
   * @param path the end of its path
   * @param state the number of that node, inputs first
   */
  record Operation(String path, int state, Block block, boolean isNone) {}

  CellType {
    nodes = List.copyOf(nodes);
  }

  /**
   * Adds the cell to a plan.
   *
   * @param inputNodes the nodes that it reads, of {@code width} channels
   */
  int add(Assembly net, String path, List<Integer> inputNodes, int width, int stride) {
    LayerBuilder layers = net.layers();
    List<Integer> states = new ArrayList<>(inputNodes);
    Set<Integer> read = new TreeSet<>();
    for (int node = 0; node < nodes.size(); node++) {
      List<Integer> summands = new ArrayList<>();
      for (Operation operation : nodes.get(node).of(net)) {
        read.add(operation.state());
        if (!operation.isNone()) {
          // The picture gets smaller on the way in; the nodes of a cell are all alike.
          int step = operation.state() < inputs ? stride : 1;
          summands.add(
              operation
                  .block()
                  .add(
                      net,
                      path + operation.path(),
                      states.get(operation.state()),
                      new Block.Fit(width, step)));
        }
      }
      String at = path + ".node" + (inputs == 1 ? node + 1 : node);
      states.add(
          summands.isEmpty()
              ? layers.add(at + ".zero", new Op.Zero(stride), width, inputNodes.get(0))
              : layers.sum(at + ".sum", summands));
    }
    List<Integer> inner = states.subList(inputs, states.size());
    return switch (output) {
      case LAST -> inner.get(inner.size() - 1);
      case CONCAT -> layers.concat(path + ".concat", inner);
      case SUM -> layers.sum(path + ".sum", inner);
      case UNREAD -> {
        List<Integer> unread = new ArrayList<>();
        for (int state = inputs; state < states.size(); state++) {
          if (!read.contains(state)) {
            unread.add(states.get(state));
          }
        }
        yield layers.concat(path + ".concat", unread);
      }
    };
  }
}
