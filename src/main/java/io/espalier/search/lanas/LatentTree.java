package io.espalier.search.lanas;

import io.espalier.search.BitLayout;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.RankTransform;
import io.espalier.search.regression.RidgeRegressor;
import io.espalier.search.regression.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tree of learned regions (section 4 of the LaNAS paper). Its cuts stay as they were fitted;
 * samples may be {@linkplain #add added} to its regions until the next tree is fitted.
 *
 * <p>A node's linear regressor is fitted to its samples' ranks. Those predicted above the threshold
 * go to the good child, the others to the bad one: by prediction, not by score, so that every
 * sample lies in the region of its node and a walk may start from it.
 */
final class LatentTree {

  /** Samples that each side of a cut needs. */
  private static final int SMALLEST_CHILD = 3;

  private final LanasSettings settings;
  private final RidgeRegressor regressor;
  private final IdentityHashMap<Sample, Double> ranks = new IdentityHashMap<>();
  private final TreeNode root;

  private LatentTree(
      List<Sample> samples, BitLayout layout, LanasSettings settings, LinearAlgebra algebra) {
    this.settings = settings;
    this.regressor = new RidgeRegressor(algebra, layout.bits(), settings.ridge());
    double[] all = RankTransform.ranks(samples);
    for (int i = 0; i < all.length; i++) {
      ranks.put(samples.get(i), all[i]);
    }
    this.root = grow("root", 0, List.of(), samples);
  }

  /** Fits a tree to {@code samples}, at least one. */
  static LatentTree fit(
      List<Sample> samples, BitLayout layout, LanasSettings settings, LinearAlgebra algebra) {
    return new LatentTree(List.copyOf(samples), layout, settings, algebra);
  }

  TreeNode root() {
    return root;
  }

  private TreeNode grow(String name, int depth, List<HalfSpace> path, List<Sample> samples) {
    TreeNode.Cut cut = null;
    if (depth + 1 < settings.treeHeight() && samples.size() >= settings.splitFrom()) {
      cut = cut(name, depth, path, samples).orElse(null);
    }
    return new TreeNode(name, depth, path, new ArrayList<>(samples), value(samples), cut);
  }

  private double value(List<Sample> samples) {
    var values = samples.stream().mapToDouble(ranks::get);
    return settings.backup() == LanasSettings.Backup.MAX
        ? values.max().orElseThrow()
        : values.average().orElseThrow();
  }

  private Optional<TreeNode.Cut> cut(
      String name, int depth, List<HalfSpace> path, List<Sample> samples) {
    double[] weights = regressor.fit(samples, RankTransform.ranks(samples));
    HalfSpace side = HalfSpace.above(weights, 0);
    double[] predicted = samples.stream().mapToDouble(s -> side.value(s.slots())).toArray();
    double threshold = threshold(predicted);
    HalfSpace above = HalfSpace.above(weights, threshold);
    List<Sample> good = new ArrayList<>();
    List<Sample> bad = new ArrayList<>();
    for (int i = 0; i < predicted.length; i++) {
      (above.contains(predicted[i]) ? good : bad).add(samples.get(i));
    }
    if (Math.min(good.size(), bad.size()) < SMALLEST_CHILD) {
      return Optional.empty();
    }
    String prefix = depth == 0 ? "" : name + ".";
    return Optional.of(
        new TreeNode.Cut(
            weights,
            grow(prefix + "good", depth + 1, with(path, above), good),
            grow(prefix + "bad", depth + 1, with(path, HalfSpace.upTo(weights, threshold)), bad)));
  }

  private static List<HalfSpace> with(List<HalfSpace> path, HalfSpace last) {
    List<HalfSpace> longer = new ArrayList<>(path);
    longer.add(last);
    return List.copyOf(longer);
  }

  /**
   * The mean or median, moved into the middle of the widest gap nearby, so that no sample lies on
   * the hyperplane and rounding decides nothing.
   */
  private double threshold(double[] predicted) {
    double[] sorted = predicted.clone();
    Arrays.sort(sorted);
    int below = sorted.length / 2;
    if (settings.split() == LanasSettings.Split.MEAN) {
      double mean = Arrays.stream(sorted).average().orElseThrow();
      below = 0;
      while (below < sorted.length && sorted[below] <= mean) {
        below++;
      }
    }
    int cut = Math.min(Math.max(below, 1), sorted.length - 1);
    double smallestGap = 1e-9 * (sorted[sorted.length - 1] - sorted[0]);
    for (int away = 0; away < sorted.length; away++) {
      for (int index : new int[] {cut - away, cut + away}) {
        if (index >= 1
            && index < sorted.length
            && sorted[index] - sorted[index - 1] > smallestGap) {
          return (sorted[index - 1] + sorted[index]) / 2;
        }
      }
    }
    return sorted[0];
  }

  /**
   * Walks down from the root, each time to the child with the larger upper confidence bound.
   *
   * @param pending the bits of architectures that are being estimated: each counts as a visit that
   *     brought nothing (a virtual loss), so that a batch spreads
   * @param closed leaves that are not to be chosen
   * @return the leaf, or empty if all are closed
   */
  Optional<TreeNode> select(Collection<int[]> pending, Predicate<TreeNode> closed) {
    if (isClosed(root, closed)) {
      return Optional.empty();
    }
    TreeNode node = root;
    while (!node.isLeaf()) {
      TreeNode good = node.cut().good();
      TreeNode bad = node.cut().bad();
      if (isClosed(bad, closed)) {
        node = good;
      } else if (isClosed(good, closed)) {
        node = bad;
      } else {
        node = ucb(node, good, pending) >= ucb(node, bad, pending) ? good : bad;
      }
    }
    return Optional.of(node);
  }

  /** Adds a sample to the nodes whose region it lies in; nodes keep their cuts and values. */
  void add(Sample sample) {
    TreeNode node = root;
    node.samples().add(sample);
    while (!node.isLeaf()) {
      TreeNode good = node.cut().good();
      node = good.path().get(node.depth()).contains(sample.slots()) ? good : node.cut().bad();
      node.samples().add(sample);
    }
  }

  /** The nodes from the root to {@code leaf}. */
  List<TreeNode> wayTo(TreeNode leaf) {
    List<TreeNode> way = new ArrayList<>(List.of(root));
    TreeNode node = root;
    while (!node.name().equals(leaf.name())) {
      TreeNode good = node.cut().good();
      boolean turnsGood = (leaf.name() + ".").startsWith(good.name() + ".");
      node = turnsGood ? good : node.cut().bad();
      way.add(node);
    }
    return way;
  }

  /**
   * The deepest node on the way to {@code leaf} with at least {@code count} samples, or the root.
   */
  TreeNode smallestAround(TreeNode leaf, int count) {
    TreeNode smallest = root;
    for (TreeNode node : wayTo(leaf)) {
      if (node.samples().size() >= count) {
        smallest = node;
      }
    }
    return smallest;
  }

  private static boolean isClosed(TreeNode node, Predicate<TreeNode> closed) {
    return node.isLeaf()
        ? closed.test(node)
        : isClosed(node.cut().good(), closed) && isClosed(node.cut().bad(), closed);
  }

  /** mean + 2c sqrt(2 ln n_parent / n), equation 1 of the paper. */
  double ucb(TreeNode parent, TreeNode child, Collection<int[]> pending) {
    double inParent = parent.samples().size() + count(parent, pending);
    double losses = count(child, pending);
    double inChild = child.samples().size() + losses;
    double value = child.value();
    if (settings.backup() == LanasSettings.Backup.MEAN) {
      value *= child.samples().size() / inChild;
    }
    return value + 2 * settings.ucbConstant() * Math.sqrt(2 * Math.log(inParent) / inChild);
  }

  private static long count(TreeNode node, Collection<int[]> pending) {
    return pending.stream().filter(node::contains).count();
  }
}
