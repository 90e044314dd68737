package io.espalier.search.lanas;

import io.espalier.search.BitFunction;
import io.espalier.search.BitLayout;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.Sample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes a tree by the names of choices and options. */
final class TreeDescription {

  private final LatentTree tree;
  private final BitLayout layout;
  private final Walk walk;

  /** Describes {@code tree}, down which {@code walk} went. */
  TreeDescription(LatentTree tree, BitLayout layout, Walk walk) {
    this.tree = tree;
    this.layout = layout;
    this.walk = walk;
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
        walk.proposals().getOrDefault(node.name(), 0),
        ucb,
        rule,
        node.isLeaf() ? null : cut(node),
        node.isLeaf()
            ? List.of()
            : List.of(child(node, node.cut().good(), 1), child(node, node.cut().bad(), -1)));
  }

  private TreeSnapshot child(TreeNode parent, TreeNode child, int sign) {
    double ucb = walk.ucb(parent, child, List.of());
    return snapshot(child, ucb, rule(parent.cut().function(), sign));
  }

  private TreeSnapshot.Cut cut(TreeNode node) {
    BitFunction function = node.cut().function();
    double[] effects = function.mainEffects(layout);
    Map<String, Double> named = new LinkedHashMap<>();
    for (int bit = 0; bit < effects.length; bit++) {
      named.put(layout.name(bit), effects[bit]);
    }
    double threshold = Double.NaN;
    if (function.isLinear()) {
      // Effects and weights differ by the same number for all architectures.
      int[] any = node.best().slots();
      double difference = Arrays.stream(any).mapToDouble(bit -> effects[bit]).sum();
      List<HalfSpace> path = node.cut().good().path();
      threshold = path.get(path.size() - 1).threshold() + difference - function.value(any);
    }
    return new TreeSnapshot.Cut(named, threshold);
  }

  private List<String> rule(BitFunction function, int sign) {
    double[] effects = function.mainEffects(layout);
    return Rules.of(layout, Arrays.stream(effects).map(effect -> sign * effect).toArray());
  }
}
