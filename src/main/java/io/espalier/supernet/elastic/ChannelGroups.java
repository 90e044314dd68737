package io.espalier.supernet.elastic;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups of tensor dimensions that index the same channels, found by following the channels through
 * plans: from the convolution that makes them through norms, activations, depthwise convolutions
 * and sums to the convolutions that read them. If all of a group are reordered alike, every network
 * computes the same as before.
 *
 * <p>Channels whose positions mean something stay where they are: those of images and logits, and
 * those that are concatenated, cut out, or divided among the groups of a convolution.
 */
final class ChannelGroups {

  /** Stands for everything that stays where it is. */
  private static final Side FIXED = new Side("", "", 0);

  private static final int OUT = 0;
  private static final int IN = 1;

  private final Map<Side, Side> parents = new LinkedHashMap<>();
  private final Map<Side, TreeSet<Integer>> sizes = new HashMap<>();
  private final Set<Side> readers = new HashSet<>();

  /**
   * A dimension of a stored tensor.
   *
   * @param path the path of the operation
   * @param tensor the name of the tensor within it
   * @param dimension the dimension, from 0
   */
  record Side(String path, String tensor, int dimension) {

    /** The full name of the tensor. */
    String name() {
      return path + "." + tensor;
    }
  }

  /**
   * Channels that can be reordered.
   *
   * @param channels how many there are
   * @param sides every dimension that they index
   * @param readers those of {@code sides} by which a dense layer reads the channels
   */
  record Group(int channels, List<Side> sides, List<Side> readers) {}

  private ChannelGroups() {}

  /**
   * The groups of which some networks use fewer channels than others.
   *
   * @param plans networks that together hold every path at its largest size, and every way in which
   *     paths follow each other
   */
  static List<Group> elastic(Collection<Plan> plans) {
    ChannelGroups groups = new ChannelGroups();
    plans.forEach(plan -> groups.follow(plan.live()));
    Map<Side, Set<Side>> members = new LinkedHashMap<>();
    for (Side side : groups.sizes.keySet().stream().sorted(ChannelGroups::compare).toList()) {
      members.computeIfAbsent(groups.root(side), root -> new LinkedHashSet<>()).add(side);
    }
    members.remove(groups.root(FIXED));
    return members.values().stream()
        .filter(groups::isElastic)
        .map(
            sides ->
                new Group(
                    groups.sizes.get(sides.iterator().next()).last(),
                    List.copyOf(sides),
                    sides.stream().filter(groups.readers::contains).toList()))
        .filter(group -> !group.readers().isEmpty())
        .toList();
  }

  private static int compare(Side a, Side b) {
    int names = a.name().compareTo(b.name());
    return names != 0 ? names : Integer.compare(a.dimension(), b.dimension());
  }

  /** Members of different largest sizes cannot have one order. */
  private boolean isElastic(Set<Side> sides) {
    return sides.stream().map(side -> sizes.get(side).last()).distinct().count() == 1
        && sides.stream().anyMatch(side -> sizes.get(side).size() > 1);
  }

  private void follow(Plan plan) {
    List<Node> nodes = plan.nodes();
    Side[] made = new Side[nodes.size()];
    made[0] = FIXED;
    for (int n = 1; n < made.length; n++) {
      Node node = nodes.get(n);
      made[n] = made(node, node.inputs().stream().map(input -> made[input]).toList());
    }
    join(made[made.length - 1], FIXED);
  }

  /** The channels of a node's output. */
  private Side made(Node node, List<Side> inputs) {
    Op op = node.op();
    if (op instanceof Op.Conv conv && conv.groups() > 1) {
      boolean depthwise = conv.groups() == conv.in() && conv.in() == conv.out();
      inputs.forEach(input -> join(input, depthwise ? input : FIXED));
      return along(node, depthwise ? inputs.get(0) : FIXED);
    }
    if (op instanceof Op.Conv || op instanceof Op.Linear) {
      read(side(node, "weight", IN), inputs.get(0));
      return along(node, side(node, "weight", OUT));
    }
    if (op instanceof Op.SqueezeExcitation) {
      join(side(node, "reduce.weight", IN), inputs.get(0));
      join(side(node, "expand.weight", OUT), inputs.get(0));
      join(side(node, "expand.bias", OUT), inputs.get(0));
      join(side(node, "reduce.bias", OUT), side(node, "reduce.weight", OUT));
      read(side(node, "expand.weight", IN), side(node, "reduce.weight", OUT));
      return inputs.get(0);
    }
    if (op instanceof Op.BatchNorm) {
      return along(node, inputs.get(0));
    }
    if (keepsChannels(op)) {
      inputs.forEach(input -> join(input, inputs.get(0)));
      return inputs.get(0);
    }
    inputs.forEach(input -> join(input, FIXED));
    return FIXED;
  }

  private static boolean keepsChannels(Op op) {
    return op instanceof Op.Activation
        || op instanceof Op.Pool
        || op instanceof Op.GlobalAveragePool
        || op instanceof Op.Add
        || op instanceof Op.Mean
        || op instanceof Op.Highway
        || op instanceof Op.RmsClip
        || op instanceof Op.Shift
        || op instanceof Op.Zero
        || op instanceof Op.Dropout
        || op instanceof Op.Resize;
  }

  /** The first dimensions of all tensors of an operation go along with these channels. */
  private Side along(Node node, Side channels) {
    node.op().tensors().forEach(tensor -> join(side(node, tensor.name(), OUT), channels));
    return channels;
  }

  private void read(Side reader, Side channels) {
    readers.add(reader);
    join(reader, channels);
  }

  private Side side(Node node, String name, int dimension) {
    Tensor tensor =
        node.op().tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    Side side = new Side(node.path(), name, dimension);
    sizes.computeIfAbsent(side, s -> new TreeSet<>()).add(tensor.shape().get(dimension));
    return side;
  }

  private void join(Side a, Side b) {
    Side one = root(a);
    Side other = root(b);
    if (!one.equals(other)) {
      parents.put(one, other);
    }
  }

  private Side root(Side side) {
    Side root = side;
    while (parents.containsKey(root)) {
      root = parents.get(root);
    }
    // Later look-ups are shorter.
    Side at = side;
    while (!at.equals(root)) {
      at = parents.replace(at, root);
    }
    return root;
  }
}
