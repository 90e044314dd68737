package io.espalier.search.lanas;

import io.espalier.search.BitFunction;
import io.espalier.search.BitLayout;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.RidgeRegressor;
import io.espalier.search.regression.Sample;
import io.espalier.search.regression.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The tree of learned regions (section 4 of the LaNAS paper). Its cuts stay as they were fitted;
 * samples may be {@linkplain #add added} to its regions until the next tree is fitted.
 *
 * <p>A node's linear regressor is fitted to its samples. Those predicted above the threshold go to
 * the good child, the others to the bad one: by prediction, not by score, so that every sample lies
 * in the region of its node and walks can start from it.
 */
final class LatentTree {

  /** The number of samples that each side of a cut needs. */
  private static final int SMALLEST_CHILD = 3;

  private final LanasSettings settings;
  private final RidgeRegressor regressor;
  private final IdentityHashMap<Sample, Double> ranks = new IdentityHashMap<>();
  private final TreeNode root;

  private LatentTree(
      List<Sample> samples, BitLayout layout, LanasSettings settings, LinearAlgebra algebra) {
    this.settings = settings;
    this.regressor = new RidgeRegressor(algebra, layout, settings.cutTerms(), settings.ridge());
    double[] all = Targets.RANK.of(samples);
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
    BitFunction function = regressor.fit(samples, settings.targets().of(samples));
    double[] predicted = samples.stream().mapToDouble(s -> function.value(s.slots())).toArray();
    double threshold = threshold(predicted);
    HalfSpace above = HalfSpace.above(function, threshold);
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
            function,
            grow(prefix + "good", depth + 1, with(path, above), good),
            grow(prefix + "bad", depth + 1, with(path, HalfSpace.upTo(function, threshold)), bad)));
  }

  private static List<HalfSpace> with(List<HalfSpace> path, HalfSpace last) {
    List<HalfSpace> longer = new ArrayList<>(path);
    longer.add(last);
    return List.copyOf(longer);
  }

  /**
   * The mean or quantile, moved to the middle of the widest gap nearby, so that no sample lies on
   * the hyperplane and rounding never decides.
   */
  private double threshold(double[] predicted) {
    double[] sorted = predicted.clone();
    Arrays.sort(sorted);
    int below =
        switch (settings.split()) {
          case MEAN -> countUpTo(Arrays.stream(sorted).average().orElseThrow(), sorted);
          case MEDIAN -> sorted.length / 2;
          case QUANTILE -> (int) (settings.splitQuantile() * sorted.length);
        };
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

  private static int countUpTo(double limit, double[] sorted) {
    int count = 0;
    while (count < sorted.length && sorted[count] <= limit) {
      count++;
    }
    return count;
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
}
