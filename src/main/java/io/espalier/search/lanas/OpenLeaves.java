package io.espalier.search.lanas;

import io.espalier.search.FreshSampler;
import io.espalier.search.Proposal;
import io.espalier.search.UnderWay;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Walks to leaf after leaf until one has something new to propose. */
final class OpenLeaves {

  private final Walk walk;
  private final FreshSampler fresh;

  /** The leaves found exhausted since they were last reopened. */
  private final Set<String> exhausted = new HashSet<>();

  private int exhaustedLeaves;
  private int restarts;

  OpenLeaves(Walk walk, FreshSampler fresh) {
    this.walk = walk;
    this.fresh = fresh;
  }

  /** Forgets which leaves are exhausted, since their candidates have changed. */
  void reopen() {
    exhausted.clear();
  }

  /**
   * A proposal from the first leaf that has one, or a random one if none has; empty if no
   * architecture is left.
   *
   * @param isGreedy whether values alone choose the leaf
   * @param within the proposal of a leaf; empty if it has nothing new
   */
  Optional<Proposal> propose(
      LatentTree tree,
      UnderWay pending,
      boolean isGreedy,
      Function<TreeNode, Optional<Proposal>> within,
      RandomGenerator random) {
    Optional<TreeNode> leaf = leaf(tree, pending, isGreedy);
    while (leaf.isPresent()) {
      Optional<Proposal> proposal = within.apply(leaf.get());
      if (proposal.isPresent()) {
        walk.proposedFrom(leaf.get(), tree);
        return proposal;
      }
      exhausted.add(leaf.get().name());
      exhaustedLeaves++;
      leaf = leaf(tree, pending, isGreedy);
    }
    restarts++;
    return fresh.draw(random).map(a -> new Proposal(a, "random: nothing new in any leaf"));
  }

  private Optional<TreeNode> leaf(LatentTree tree, UnderWay pending, boolean isGreedy) {
    return walk.leaf(tree, pending.slots(), node -> exhausted.contains(node.name()), isGreedy);
  }

  /**
   * How often the search left the greedy path down the tree, how many leaves were found exhausted,
   * and how often all leaves were, so that it restarted at random.
   */
  Map<String, Double> statistics() {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("departures", walk.shareOfDepartures());
    statistics.put("exhausted_leaves", (double) exhaustedLeaves);
    statistics.put("restarts", (double) restarts);
    return statistics;
  }
}
