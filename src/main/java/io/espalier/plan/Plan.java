package io.espalier.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The computation of one architecture: a graph of operations in executable order.
 *
 * <p>The first node is the input, the last one the output. Every plan is checked when it is made:
 * paths are unique, inputs come earlier, shapes fit.
 */
public final class Plan {

  private final List<Node> nodes;
  private final List<Shape> shapes;

  /**
   * Checks the nodes and works out their shapes.
   *
   * @throws IllegalArgumentException if the nodes do not make a plan; the message names the path
   */
  public Plan(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
    this.shapes = List.copyOf(ShapeInference.shapes(this.nodes));
    Set<String> paths = new HashSet<>();
    for (Node node : nodes) {
      if (!paths.add(node.path())) {
        throw new IllegalArgumentException("two nodes of the plan are called " + node.path());
      }
    }
  }

  /** The nodes, each after its inputs. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The operations with tensors, by their paths, in the order of the nodes. */
  public Map<String, Op> operations() {
    Map<String, Op> operations = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (!node.op().tensors().isEmpty()) {
        operations.put(node.path(), node.op());
      }
    }
    return operations;
  }

  /** The shape of each node's output for one image, by the node's index. */
  public List<Shape> shapes() {
    return shapes;
  }

  /** The shape of the images. */
  public Shape input() {
    return shapes.get(0);
  }

  /** The shape of the output. */
  public Shape output() {
    return shapes.get(shapes.size() - 1);
  }

  /** Whether it carries a memory from one token to the next. */
  public boolean isRecurrent() {
    return nodes.stream().anyMatch(node -> node.op() instanceof Op.Previous);
  }

  /**
   * This plan without the nodes that its output does not depend on, now or at a later token. The
   * input stays. It gives the same output at less cost.
   */
  public Plan live() {
    boolean[] live = reaching(nodes.size() - 1);
    live[0] = true;
    int[] moved = new int[nodes.size()];
    List<Node> kept = new ArrayList<>();
    for (int n = 0; n < nodes.size(); n++) {
      if (live[n]) {
        moved[n] = kept.size();
        Node node = nodes.get(n);
        List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
        kept.add(new Node(node.path(), node.op(), inputs));
      }
    }
    return kept.size() == nodes.size() ? this : new Plan(kept);
  }

  private boolean[] reaching(int output) {
    boolean[] reaching = new boolean[nodes.size()];
    Deque<Integer> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      int n = open.pop();
      if (!reaching[n]) {
        reaching[n] = true;
        open.addAll(nodes.get(n).inputs());
        if (nodes.get(n).op() instanceof Op.Previous previous) {
          open.add(index(previous.of()));
        }
      }
    }
    return reaching;
  }

  /**
   * The index of the node with this path.
   *
   * @throws IllegalArgumentException if there is none
   */
  public int index(String path) {
    for (int n = 0; n < nodes.size(); n++) {
      if (nodes.get(n).path().equals(path)) {
        return n;
      }
    }
    throw new IllegalArgumentException("the plan has no node " + path);
  }

  /** Whether the output depends on the images at all: zeros pass nothing on. */
  public boolean readsImages() {
    boolean[] reads = new boolean[nodes.size()];
    reads[0] = true;
    for (int n = 1; n < reads.length; n++) {
      Node node = nodes.get(n);
      reads[n] = !(node.op() instanceof Op.Zero) && node.inputs().stream().anyMatch(i -> reads[i]);
    }
    return reads[reads.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan plan && plan.nodes.equals(nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
  }

  @Override
  public String toString() {
    return "plan of %d nodes, %s to %s".formatted(nodes.size(), input(), output());
  }
}
