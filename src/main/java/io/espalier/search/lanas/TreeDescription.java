package io.espalier.search.lanas;

import io.espalier.search.BitLayout;
import io.espalier.search.regression.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Describes a tree in the names of choices and options. */
final class TreeDescription {

  /** Options named in a rule. */
  private static final int RULE_LENGTH = 4;

  private final LatentTree tree;
  private final BitLayout layout;
  private final Map<String, Integer> visits;

  /** Describes {@code tree}; {@code visits} counts proposals by the names of nodes. */
  TreeDescription(LatentTree tree, BitLayout layout, Map<String, Integer> visits) {
    this.tree = tree;
    this.layout = layout;
    this.visits = visits;
  }

  TreeSnapshot snapshot() {
    TreeNode root = tree.root();
    return snapshot(root, root.value(), List.of());
  }

  private TreeSnapshot snapshot(TreeNode node, double ucb, List<String> rule) {
    Sample best = node.best();
    return new TreeSnapshot(
        node.name(),
        node.depth(),
        node.samples().size(),
        node.meanScore(),
        best.score(),
        best.architecture().id(),
        visits.getOrDefault(node.name(), 0),
        ucb,
        rule,
        node.isLeaf()
            ? List.of()
            : List.of(child(node, node.cut().good(), 1), child(node, node.cut().bad(), -1)));
  }

  private TreeSnapshot child(TreeNode parent, TreeNode child, int sign) {
    double ucb = tree.ucb(parent, child, List.of());
    return snapshot(child, ucb, rule(parent.cut().weights(), sign));
  }

  private List<String> rule(double[] weights, int sign) {
    double[] centred = centredByChoice(weights);
    return IntStream.range(0, centred.length)
        .boxed()
        .filter(bit -> centred[bit] != 0)
        .sorted(Comparator.comparingDouble(bit -> -Math.abs(centred[bit])))
        .limit(RULE_LENGTH)
        .map(bit -> (sign * centred[bit] > 0 ? "" : "not ") + layout.name(bit))
        .toList();
  }

  /** A weight tells something only against the other options of its choice. */
  private double[] centredByChoice(double[] weights) {
    double[] centred = new double[weights.length];
    for (int slot = 0; slot < layout.slots(); slot++) {
      int first = layout.firstBit(slot);
      int end = layout.endBit(slot);
      double mean = 0;
      for (int bit = first; bit < end; bit++) {
        mean += weights[bit] / (end - first);
      }
      for (int bit = first; bit < end; bit++) {
        centred[bit] = weights[bit] - mean;
      }
    }
    return centred;
  }
}
