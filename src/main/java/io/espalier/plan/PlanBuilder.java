package io.espalier.plan;

import java.util.ArrayList;
import java.util.List;

/** Builds a plan node by node; each call returns the new node's index, to be used as an input. */
public final class PlanBuilder {

  private final List<Node> nodes = new ArrayList<>();

  /** Starts a plan with its input, index 0, called {@code input}. */
  public PlanBuilder(Shape input) {
    nodes.add(new Node("input", new Op.Input(input), List.of()));
  }

  /** Adds an operation with one or more inputs and returns its index. */
  public int add(String path, Op op, int... inputs) {
    List<Integer> list = new ArrayList<>(inputs.length);
    for (int input : inputs) {
      list.add(input);
    }
    return add(path, op, list);
  }

  /** Adds an operation and returns its index. */
  public int add(String path, Op op, List<Integer> inputs) {
    nodes.add(new Node(path, op, inputs));
    return nodes.size() - 1;
  }

  /** The plan; the node added last is its output. */
  public Plan build() {
    return new Plan(nodes);
  }
}
