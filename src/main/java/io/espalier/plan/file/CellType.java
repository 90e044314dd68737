package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.plan.LayerBuilder;
import io.espalier.plan.Op;
import io.espalier.space.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph of nodes that sum what operations make of earlier ones. Its choices are made once,
 * however often the cell stands in the network.
 *
 * @param inputs the number of preceding cells that it reads
 * @param nodes for each node the operations that it can sum
 * @param output which nodes are given on
 */
record CellType(int inputs, List<Sources> nodes, Output output) {

  private static final int MOST_NODES = 16;
  private static final int MOST_INPUTS = 2;

  /** Which nodes a cell gives on. */
  enum Output {
    /** The last one. */
    LAST,
    /** The channels of all, one after another. */
    CONCAT,
    /** The sum of all. */
    SUM
  }

  /**
   * What a node sums.
   *
   * @param choices the indices of the choices that decide on it
   * @param options for each choice the operations that it can take
   */
  record Sources(List<Integer> choices, List<List<Operation>> options) {}

  /**
   * An operation on the output of an earlier node.
   *
   * @param path the end of its path
   * @param state the number of that node, inputs first
   */
  record Operation(String path, int state, Block block, boolean isNone) {}

  /**
   * Reads a cell.
   *
   * @param name the beginning of the names of its choices; may be empty
   */
  static CellType read(SpaceSection section, String name, Scope outside, BlockReader blocks) {
    int inputs = section.value("inputs", Kind.whole(1, MOST_INPUTS), 1);
    int nodes = section.required("nodes", Kind.whole(1, MOST_NODES));
    Optional<Integer> picks =
        section.value("picks").map(v -> section.read(v, Kind.whole(1, MOST_NODES), "picks"));
    Output output =
        Map.of("last", Output.LAST, "concat", Output.CONCAT, "sum", Output.SUM)
            .get(section.text("output", "last"));
    if (output == null) {
      throw section.error("output", "allowed are last, concat and sum");
    }
    SpaceSection operations =
        section.section("operations").orElseThrow(() -> section.missing("operations"));
    Map<String, JsonNode> entries = operations.entries();
    Map<String, Block> read = new LinkedHashMap<>();
    entries.forEach(
        (label, use) -> {
          SpaceFile.checkName(operations, label, label);
          Scope scope = outside.layer((name + " " + label).strip(), Optional.empty());
          read.put(label, blocks.read(operations, label, use, scope));
        });
    if (read.isEmpty()) {
      throw section.error("operations", "give one or more");
    }
    List<Sources> all = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      int states = inputs + node;
      Sources sources =
          picks.isPresent()
              ? picked(section, name, node, states, picks.get(), entries, read, outside.choices())
              : edges(name, node, states, inputs, entries, read, outside.choices());
      all.add(sources);
    }
    section.finish();
    return new CellType(inputs, all, output);
  }

  /** A node that picks several of all operations on all earlier nodes. */
  private static Sources picked(
      SpaceSection section,
      String name,
      int node,
      int states,
      int picks,
      Map<String, JsonNode> uses,
      Map<String, Block> blocks,
      ChoiceList choices) {
    List<String> labels = new ArrayList<>();
    List<Operation> options = new ArrayList<>();
    for (int state = 0; state < states; state++) {
      for (Map.Entry<String, Block> block : blocks.entrySet()) {
        labels.add("%s of state %d".formatted(block.getKey(), state));
        String path = ".node%d.state%d.%s".formatted(node, state, block.getKey());
        options.add(new Operation(path, state, block.getValue(), isNone(uses.get(block.getKey()))));
      }
    }
    if (picks > options.size()) {
      throw section.error(
          "picks", "the first node has only %d operations to pick from".formatted(options.size()));
    }
    Choice choice = new Choice((name + " node " + node).strip(), labels, picks);
    int index = add(choices, choice);
    return new Sources(List.of(index), List.of(options));
  }

  /** A node with an operation on each earlier node. */
  private static Sources edges(
      String name,
      int node,
      int states,
      int inputs,
      Map<String, JsonNode> uses,
      Map<String, Block> blocks,
      ChoiceList choices) {
    List<Integer> indices = new ArrayList<>();
    List<List<Operation>> options = new ArrayList<>();
    int to = inputs + node;
    for (int from = 0; from < states; from++) {
      String edge = "edge %d>%d".formatted(from, to);
      Choice choice = Choice.one((name + " " + edge).strip(), List.copyOf(blocks.keySet()));
      indices.add(add(choices, choice));
      List<Operation> operations = new ArrayList<>();
      for (Map.Entry<String, Block> block : blocks.entrySet()) {
        String path = ".edge%d_%d.%s".formatted(from, to, block.getKey());
        operations.add(
            new Operation(path, from, block.getValue(), isNone(uses.get(block.getKey()))));
      }
      options.add(operations);
    }
    return new Sources(indices, options);
  }

  private static int add(ChoiceList choices, Choice choice) {
    return choices.add(
        new ChoiceList.Entry(choice, Optional.empty(), Optional.empty(), "cell", choice.name()));
  }

  private static boolean isNone(JsonNode use) {
    return BlockReader.name(use).equals("none");
  }

  /**
   * Adds the cell to a plan.
   *
   * @param inputNodes the nodes that it reads, of {@code width} channels
   */
  int add(Assembly net, String path, List<Integer> inputNodes, int width, int stride) {
    LayerBuilder layers = net.layers();
    List<Integer> states = new ArrayList<>(inputNodes);
    for (int node = 0; node < nodes.size(); node++) {
      Sources sources = nodes.get(node);
      List<Integer> summands = new ArrayList<>();
      for (int c = 0; c < sources.choices().size(); c++) {
        for (int option : net.picks(sources.choices().get(c))) {
          Operation operation = sources.options().get(c).get(option);
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
    };
  }
}
