package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.espalier.plan.file.CellType.Operation;
import io.espalier.plan.file.CellType.Output;
import io.espalier.plan.file.CellType.Sources;
import io.espalier.space.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a cell, whose nodes are free to choose or written out. */
final class CellTypeReader {

  private static final int MOST_NODES = 16;
  private static final int MOST_INPUTS = 2;

  private static final Map<String, Output> OUTPUTS =
      Map.of(
          "last", Output.LAST,
          "concat", Output.CONCAT,
          "sum", Output.SUM,
          "unread", Output.UNREAD);

  private final SpaceSection section;
  private final String name;
  private final ChoiceList choices;
  private final int inputs;
  private final Map<String, Block> blocks = new LinkedHashMap<>();
  private final Set<String> nones;

  /**
   * A reader of one cell.
   *
   * @param name the beginning of the names of its choices; may be empty
   */
  CellTypeReader(SpaceSection section, String name, Scope outside, BlockReader reader) {
    this.section = section;
    this.name = name;
    this.choices = outside.choices();
    this.inputs = section.value("inputs", Kind.whole(1, MOST_INPUTS), 1);
    SpaceSection operations =
        section.section("operations").orElseThrow(() -> section.missing("operations"));
    Map<String, JsonNode> uses = new HashMap<>(operations.entries());
    operations
        .entries()
        .forEach(
            (label, use) -> {
              SpaceFile.checkName(operations, label, label);
              Scope scope = outside.layer((name + " " + label).strip(), Optional.empty());
              blocks.put(label, reader.read(operations, label, use, scope));
            });
    if (blocks.isEmpty()) {
      throw section.error("operations", "give one or more");
    }
    uses.values().removeIf(use -> !BlockReader.name(use).equals("none"));
    this.nones = Set.copyOf(uses.keySet());
  }

  CellType run() {
    Output output = OUTPUTS.get(section.text("output", "last"));
    if (output == null) {
      throw section.error("output", "allowed are last, concat, sum and unread");
    }
    Optional<Integer> picks =
        section.value("picks").map(v -> section.read(v, Kind.whole(1, MOST_NODES), "picks"));
    JsonNode given = section.value("nodes").orElseThrow(() -> section.missing("nodes"));
    List<Sources> nodes = new ArrayList<>();
    if (given.isInt() && given.intValue() >= 1 && given.intValue() <= MOST_NODES) {
      if (output == Output.UNREAD) {
        throw section.error(
            "output",
            "unread is for nodes that are written out, for the width must not depend on choices");
      }
      for (int node = 0; node < given.intValue(); node++) {
        nodes.add(picks.isPresent() ? picked(node, picks.get()) : edges(node));
      }
    } else if (given instanceof ArrayNode list && !list.isEmpty() && list.size() <= MOST_NODES) {
      if (picks.isPresent()) {
        throw section.error("picks", "the nodes are written out and pick nothing");
      }
      for (int node = 0; node < list.size(); node++) {
        nodes.add(written(node, list.get(node)));
      }
    } else {
      throw section.wrong(
          "nodes",
          given,
          "a whole number from 1 to %d, or a list of as many nodes".formatted(MOST_NODES));
    }
    section.finish();
    return new CellType(inputs, nodes, output);
  }

  /** A node of which the file says what it sums: a list of [operation, state]. */
  private Sources written(int node, JsonNode given) {
    String key = "nodes." + node;
    if (!(given instanceof ArrayNode list) || list.isEmpty() || list.size() > MOST_NODES) {
      throw section.wrong(
          key, given, "a list of 1 to %d times [operation, state]".formatted(MOST_NODES));
    }
    List<Operation> operations = new ArrayList<>();
    for (int n = 0; n < list.size(); n++) {
      JsonNode pair = list.get(n);
      int last = inputs + node - 1;
      String label = pair.path(0).asText();
      JsonNode state = pair.path(1);
      boolean isPair = pair.isArray() && pair.size() == 2 && pair.path(0).isTextual();
      if (!isPair || !state.isInt() || state.intValue() < 0 || state.intValue() > last) {
        throw section.wrong(
            key + "." + n,
            pair,
            "[operation, state] with the name of an operation and the number of an input or earlier node, 0 to %d"
                .formatted(last));
      }
      if (!blocks.containsKey(label)) {
        throw section.unknown("operation", key + "." + n, label, blocks.keySet());
      }
      String path = ".node%d.summand%d.%s".formatted(node, n, label);
      operations.add(operation(path, state.intValue(), label));
    }
    List<Operation> all = List.copyOf(operations);
    return net -> all;
  }

  /** A node that picks several of all operations on all earlier nodes. */
  private Sources picked(int node, int picks) {
    List<String> labels = new ArrayList<>();
    List<Operation> options = new ArrayList<>();
    for (int state = 0; state < inputs + node; state++) {
      for (String label : blocks.keySet()) {
        labels.add("%s of state %d".formatted(label, state));
        options.add(operation(".node%d.state%d.%s".formatted(node, state, label), state, label));
      }
    }
    if (picks > options.size()) {
      throw section.error(
          "picks", "the first node has only %d operations to pick from".formatted(options.size()));
    }
    int choice = add(new Choice((name + " node " + node).strip(), labels, picks));
    return net -> net.picks(choice).stream().map(options::get).toList();
  }

  /** A node with an operation on each earlier node. */
  private Sources edges(int node) {
    List<Integer> indices = new ArrayList<>();
    List<List<Operation>> options = new ArrayList<>();
    int to = inputs + node;
    for (int from = 0; from < to; from++) {
      String edge = "edge %d>%d".formatted(from, to);
      indices.add(add(Choice.one((name + " " + edge).strip(), List.copyOf(blocks.keySet()))));
      List<Operation> operations = new ArrayList<>();
      for (String label : blocks.keySet()) {
        operations.add(operation(".edge%d_%d.%s".formatted(from, to, label), from, label));
      }
      options.add(operations);
    }
    return net -> {
      List<Operation> summed = new ArrayList<>();
      for (int c = 0; c < indices.size(); c++) {
        List<Operation> edge = options.get(c);
        net.picks(indices.get(c)).forEach(option -> summed.add(edge.get(option)));
      }
      return summed;
    };
  }

  private Operation operation(String path, int state, String label) {
    return new Operation(path, state, blocks.get(label), nones.contains(label));
  }

  private int add(Choice choice) {
    return choices.add(
        new ChoiceList.Entry(choice, Optional.empty(), Optional.empty(), "cell", choice.name()));
  }
}
