package io.espalier.search.lanas;

import io.espalier.search.lanas.LanasSettings.Backup;
import io.espalier.search.lanas.LanasSettings.Visits;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Walks down trees by upper confidence bounds, mean + 2c sqrt(2 ln n_parent / n), equation 1 of the
 * LaNAS paper. It remembers its decisions by node name from one tree to the next.
 */
final class Walk {

  private final LanasSettings settings;

  /** The number of proposals from each node's region. */
  private final Map<String, Integer> proposals = new HashMap<>();

  /** The number of decisions for each node, with earlier ones discounted. */
  private final Map<String, Double> decisions = new HashMap<>();

  private int ways;
  private int departures;

  Walk(LanasSettings settings) {
    this.settings = settings;
  }

  /**
   * Walks down from the root of {@code tree}, each time to the child with the larger bound.
   *
   * @param pending the bits of pending architectures: each counts as a visit without success (a
   *     virtual loss), so that a batch spreads
   * @param closed tells which leaves to skip
   * @param isGreedy whether values alone decide, as with c = 0
   * @return the leaf, or empty if all are closed
   */
  Optional<TreeNode> leaf(
      LatentTree tree, Collection<int[]> pending, Predicate<TreeNode> closed, boolean isGreedy) {
    double constant = isGreedy ? 0 : settings.ucbConstant();
    TreeNode node = tree.root();
    if (isClosed(node, closed)) {
      return Optional.empty();
    }
    while (!node.isLeaf()) {
      TreeNode good = node.cut().good();
      TreeNode bad = node.cut().bad();
      if (isClosed(bad, closed)) {
        node = good;
      } else if (isClosed(good, closed)) {
        node = bad;
      } else {
        double ofGood = bound(node, good, pending, constant);
        node = ofGood >= bound(node, bad, pending, constant) ? good : bad;
      }
    }
    return Optional.of(node);
  }

  private static boolean isClosed(TreeNode node, Predicate<TreeNode> closed) {
    return node.isLeaf()
        ? closed.test(node)
        : isClosed(node.cut().good(), closed) && isClosed(node.cut().bad(), closed);
  }

  /** The upper confidence bound of {@code child}. */
  double ucb(TreeNode parent, TreeNode child, Collection<int[]> pending) {
    return bound(parent, child, pending, settings.ucbConstant());
  }

  private double bound(
      TreeNode parent, TreeNode child, Collection<int[]> pending, double constant) {
    double losses = count(child, pending);
    double value = child.value();
    if (settings.backup() == Backup.MEAN) {
      double samples = child.samples().size();
      value *= samples / (samples + losses);
    }
    double inParent;
    double inChild;
    if (settings.visits() == Visits.SAMPLES) {
      inParent = parent.samples().size() + count(parent, pending);
      inChild = child.samples().size() + losses;
    } else {
      // Pending architectures are already among the decisions.
      inParent = 1 + decisions(parent.cut().good()) + decisions(parent.cut().bad());
      inChild = Math.max(decisions(child), settings.discount() * 1e-3);
    }
    return value + 2 * constant * Math.sqrt(2 * Math.log(inParent) / inChild);
  }

  private double decisions(TreeNode node) {
    return decisions.getOrDefault(node.name(), 0.0);
  }

  private static long count(TreeNode node, Collection<int[]> pending) {
    return pending.stream().filter(node::contains).count();
  }

  /** Records that a proposal was made from {@code leaf}. */
  void proposedFrom(TreeNode leaf, LatentTree tree) {
    List<TreeNode> way = tree.wayTo(leaf);
    boolean departed = false;
    for (int i = 0; i < way.size(); i++) {
      TreeNode node = way.get(i);
      proposals.merge(node.name(), 1, Integer::sum);
      if (!node.isLeaf()) {
        TreeNode good = node.cut().good();
        TreeNode bad = node.cut().bad();
        String chosen = way.get(i + 1).name();
        for (TreeNode child : List.of(good, bad)) {
          double before = settings.discount() * decisions(child);
          decisions.put(child.name(), before + (child.name().equals(chosen) ? 1 : 0));
        }
        String greedy = (good.value() >= bad.value() ? good : bad).name();
        departed |= !chosen.equals(greedy);
      }
    }
    ways++;
    departures += departed ? 1 : 0;
  }

  /** The number of proposals from each node's region, by name. */
  Map<String, Integer> proposals() {
    return Map.copyOf(proposals);
  }

  /** The share of proposals on whose path at least one child with the lower value was chosen. */
  double shareOfDepartures() {
    return ways == 0 ? 0 : (double) departures / ways;
  }
}
