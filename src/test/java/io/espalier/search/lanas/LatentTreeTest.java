package io.espalier.search.lanas;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.search.BitLayout;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.search.regression.PlainAlgebra;
import io.espalier.search.regression.RegressorsTest;
import io.espalier.search.regression.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LatentTreeTest {

  private static final SmallSpace SPACE = SmallSpace.picks160();
  private static final BitLayout LAYOUT = new BitLayout(SPACE);
  private static final SyntheticTruth TRUTH =
      SyntheticTruth.additiveAndPairwise(SPACE, new Seed(1));
  private static final List<Sample> SAMPLES = RegressorsTest.samples(SPACE, TRUTH, 500, 2);

  /** The paper's way to count and to value, in a high tree. */
  private static final LanasSettings SAMPLED =
      settings(0.05, LanasSettings.Visits.SAMPLES, LanasSettings.Backup.MEAN);

  private static LanasSettings deciding(double ucbConstant) {
    return settings(ucbConstant, LanasSettings.Visits.DECISIONS, LanasSettings.Backup.MAX);
  }

  private static LanasSettings settings(
      double ucbConstant, LanasSettings.Visits visits, LanasSettings.Backup backup) {
    LanasSettings d = LanasSettings.DEFAULT;
    return new LanasSettings(
        6,
        d.initialSamples(),
        d.initialDesign(),
        ucbConstant,
        visits,
        d.discount(),
        d.refitEvery(),
        d.refitShare(),
        d.refitMost(),
        d.splitFrom(),
        d.split(),
        d.splitQuantile(),
        backup,
        d.targets(),
        d.cutTerms(),
        d.ridge(),
        d.kernel(),
        d.pathFeatures(),
        d.acquisition(),
        d.learnsFrom(),
        0,
        0,
        0,
        d.exactSamples(),
        d.gibbsSweeps(),
        d.gibbsCandidates(),
        d.mutationCandidates());
  }

  private static LatentTree tree() {
    return LatentTree.fit(SAMPLES, LAYOUT, SAMPLED, new PlainAlgebra());
  }

  private static List<TreeNode> leaves(TreeNode node) {
    List<TreeNode> leaves = new ArrayList<>();
    if (node.isLeaf()) {
      leaves.add(node);
    } else {
      leaves.addAll(leaves(node.cut().good()));
      leaves.addAll(leaves(node.cut().bad()));
    }
    return leaves;
  }

  @Test
  void leavesPartitionTheSpace() {
    List<TreeNode> leaves = leaves(tree().root());
    assertThat(leaves).hasSizeGreaterThan(8);
    RandomGenerator random = new Seed(3).generator();
    for (int i = 0; i < 1_000; i++) {
      int[] slots = LAYOUT.slots(SPACE.sample(random));
      assertThat(leaves.stream().filter(leaf -> leaf.contains(slots))).hasSize(1);
    }
  }

  @Test
  void samplesLieInTheRegionOfTheirNodeAndSmallNodesAreNotCut() {
    TreeNode root = tree().root();
    Set<Sample> found = new HashSet<>();
    for (TreeNode leaf : leaves(root)) {
      assertThat(leaf.samples()).allMatch(sample -> leaf.contains(sample.slots()));
      assertThat(leaf.samples().size() < 60 || leaf.depth() == 5).isTrue();
      found.addAll(leaf.samples());
    }
    assertThat(found).hasSize(500);
  }

  @Test
  void goodChildrenAreBetterOnArchitecturesNeverSeen() {
    TreeNode.Cut cut = tree().root().cut();
    List<Sample> fresh = RegressorsTest.samples(SPACE, TRUTH, 1_000, 4);
    double good = mean(fresh, cut.good());
    double bad = mean(fresh, cut.bad());
    assertThat(good).isGreaterThan(bad + 3);
  }

  private static double mean(List<Sample> samples, TreeNode node) {
    return samples.stream()
        .filter(sample -> node.contains(sample.slots()))
        .mapToDouble(Sample::score)
        .average()
        .orElseThrow();
  }

  @Test
  void samplesAddedLaterJoinTheirRegions() {
    LatentTree tree = tree();
    List<Sample> fresh = RegressorsTest.samples(SPACE, TRUTH, 50, 5);
    fresh.forEach(tree::add);
    for (TreeNode leaf : leaves(tree.root())) {
      assertThat(leaf.samples()).allMatch(sample -> leaf.contains(sample.slots()));
    }
    assertThat(leaves(tree.root()).stream().mapToInt(leaf -> leaf.samples().size()).sum())
        .isEqualTo(550);
  }

  @Test
  void pendingArchitecturesDriveTheNextOnesElsewhere() {
    LatentTree tree = tree();
    Walk walk = new Walk(SAMPLED);
    TreeNode first = walk.leaf(tree, List.of(), leaf -> false, false).orElseThrow();
    List<int[]> pending = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      pending.add(first.samples().get(0).slots());
    }
    assertThat(walk.leaf(tree, pending, leaf -> false, false).orElseThrow().name())
        .isNotEqualTo(first.name());
    assertThat(
            walk.leaf(tree, List.of(), leaf -> leaf.name().equals(first.name()), false)
                .orElseThrow()
                .name())
        .isNotEqualTo(first.name());
    assertThat(walk.leaf(tree, List.of(), leaf -> true, false)).isEmpty();
  }

  @Test
  void decisionsThatAreRememberedDriveTheNextOnesElsewhere() {
    LatentTree tree = tree();
    Walk walk = new Walk(deciding(1));
    Map<String, Integer> chosen = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      TreeNode leaf = walk.leaf(tree, List.of(), closed -> false, false).orElseThrow();
      walk.proposedFrom(leaf, tree);
      chosen.merge(leaf.name(), 1, Integer::sum);
    }
    assertThat(chosen.size()).isGreaterThan(leaves(tree.root()).size() / 2);
    assertThat(walk.shareOfDepartures()).isBetween(0.3, 0.99);
    Walk greedy = new Walk(deciding(0));
    for (int i = 0; i < 50; i++) {
      greedy.proposedFrom(greedy.leaf(tree, List.of(), closed -> false, false).orElseThrow(), tree);
    }
    assertThat(greedy.shareOfDepartures()).isZero();
    assertThat(greedy.proposals()).containsEntry("root", 50).containsEntry("good", 50);
  }

  @Test
  void aGreedyWalkFollowsValuesAloneHoweverOftenItDid() {
    LatentTree tree = tree();
    Walk walk = new Walk(deciding(3));
    Walk greedy = new Walk(deciding(0));
    for (int i = 0; i < 50; i++) {
      TreeNode leaf = walk.leaf(tree, List.of(), closed -> false, true).orElseThrow();
      assertThat(leaf.name())
          .isEqualTo(greedy.leaf(tree, List.of(), closed -> false, false).orElseThrow().name());
      walk.proposedFrom(leaf, tree);
    }
    assertThat(walk.leaf(tree, List.of(), closed -> false, false).orElseThrow().name())
        .startsWith("bad");
  }

  @Test
  void theSnapshotTellsTheRulesInNames() {
    LatentTree tree = tree();
    Walk walk = new Walk(SAMPLED);
    for (int i = 0; i < 7; i++) {
      walk.proposedFrom(leaves(tree.root()).get(0), tree);
    }
    TreeSnapshot root = new TreeDescription(tree, LAYOUT, walk).snapshot();
    assertThat(root.name()).isEqualTo("root");
    assertThat(root.visits()).isEqualTo(7);
    assertThat(root.samples()).isEqualTo(500);
    assertThat(root.rule()).isEmpty();
    TreeSnapshot good = root.children().get(0);
    TreeSnapshot bad = root.children().get(1);
    assertThat(good.name()).isEqualTo("good");
    assertThat(good.samples() + bad.samples()).isEqualTo(500);
    assertThat(good.meanScore()).isGreaterThan(bad.meanScore());
    assertThat(Math.max(good.bestScore(), bad.bestScore())).isEqualTo(root.bestScore());
    assertThat(good.rule())
        .hasSize(4)
        .allMatch(r -> r.matches("(not )?(normal|reduction).* = input\\d+"));
    assertThat(bad.rule().get(0).startsWith("not"))
        .isNotEqualTo(good.rule().get(0).startsWith("not"));
    assertThat(SPACE.parse(root.bestArchitecture())).isNotNull();
  }
}
