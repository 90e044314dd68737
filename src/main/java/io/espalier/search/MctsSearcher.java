package io.espalier.search;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Monte Carlo tree search with fixed actions, the baseline of the LaNAS paper: UCT (Kocsis and
 * Szepesvári, 2006) over the picks in their order.
 *
 * <p>A node stands for the first picks of an architecture. Each proposal descends by upper
 * confidence bounds to the first node with an untried pick, adds one node for it, and completes the
 * architecture at random; the outcome is credited to the nodes on the path. The value of an outcome
 * is its rank among all outcomes, so that the exploration constant means the same in every task;
 * ranks are recomputed whenever the number of outcomes has grown by 1 %. A failure is a visit of
 * value 0. Nodes below which everything is proposed or infeasible are closed. The tree has about
 * one node per proposal, however large the space is.
 */
public final class MctsSearcher implements Searcher {

  /** How it can be named. */
  public static final SearcherKind<MctsSettings> KIND =
      new SearcherKind<>(
          "mcts",
          "Monte Carlo tree search over the choices in their order, nothing learned",
          new Options<>(
              MctsSettings.class,
              """
              # The exploration constant c of mean + 2c sqrt(2 ln n_parent / n), where means are of ranks from 0 to 1
              ucb_constant: 0.2
              ---
              ucb_constant: [0, 1000000]
              """),
          MctsSearcher::new);

  /** The relative growth of the outcomes after which ranks are recomputed. */
  private static final double RANKING_GROWTH = 0.01;

  private final MctsSettings settings;
  private final SearchSpace space;
  private final FeasibleSet feasible;
  private final BitLayout layout;
  private final Archive archive;
  private final FreshSampler fresh;
  private final Proposals proposals;
  private final Completion completion;
  private final Rollout rollout;

  private final PrefixNode root = new PrefixNode(null, -1, null);

  /** The deepest node of each pending proposal, by canonical form. */
  private final Map<Architecture, PrefixNode> underWay = new HashMap<>();

  private final List<Visit> visits = new ArrayList<>();
  private RankScale scale = new RankScale(new double[0]);

  /** A score (minus infinity for a failure) and the deepest node that it is credited to. */
  private record Visit(double score, PrefixNode deepest) {}

  /**
   * A tree search of the architectures of {@code space} within {@code limits}.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public MctsSearcher(SearchSpace space, List<Limit> limits, MctsSettings settings, Seed seed) {
    this.settings = settings;
    this.space = space;
    this.feasible = new FeasibleSet(space, limits);
    this.layout = feasible.layout();
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.proposals = new Proposals(archive, seed.derive("mcts"));
    this.completion = new Completion(layout);
    this.rollout = new Rollout(feasible, archive, completion);
  }

  @Override
  public List<Proposal> ask(int count) {
    rankIfDue();
    return proposals.ask(count, this::propose);
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    while (!root.closed) {
      int[] slots = new int[layout.slots()];
      PrefixNode node = root;
      int depth = 0;
      List<Integer> untried = untried(node, slots, depth);
      while (untried.isEmpty()) {
        node = mostPromising(node);
        slots[depth] = node.bit;
        depth++;
        untried = untried(node, slots, depth);
      }
      slots[depth] = untried.get(random.nextInt(untried.size()));
      Optional<int[]> found = rollout.find(slots, depth, untried, node.member, random);
      PrefixNode child = new PrefixNode(node, found.orElse(slots)[depth], found.orElse(null));
      node.children.put(child.bit, child);
      child.closed = found.isEmpty() || depth + 1 == slots.length;
      String why = why(node, depth);
      closeUpwards(node, slots, depth);
      if (found.isPresent()) {
        return Optional.of(begin(layout.architecture(found.get()), child, why));
      }
    }
    return fresh.draw(random).map(a -> begin(a, root, "random: the tree has nothing left"));
  }

  private List<Integer> untried(PrefixNode node, int[] slots, int depth) {
    return IntStream.range(completion.firstBit(slots, depth), completion.endBit(depth))
        .filter(bit -> !node.children.containsKey(bit))
        .boxed()
        .toList();
  }

  private PrefixNode mostPromising(PrefixNode node) {
    PrefixNode best = null;
    for (PrefixNode child : node.children.values()) {
      if (!child.closed
          && (best == null
              || child.upperBound(settings.ucbConstant())
                  > best.upperBound(settings.ucbConstant()))) {
        best = child;
      }
    }
    if (best == null) {
      throw new IllegalStateException("an open node has no open child");
    }
    return best;
  }

  private void closeUpwards(PrefixNode node, int[] slots, int depth) {
    PrefixNode above = node;
    for (int d = depth; above != null; d--) {
      if (!untried(above, slots, d).isEmpty()
          || above.children.values().stream().anyMatch(child -> !child.closed)) {
        return;
      }
      above.closed = true;
      above = above.parent;
    }
  }

  private Proposal begin(Architecture architecture, PrefixNode deepest, String why) {
    underWay.put(space.canonical(architecture), deepest);
    for (PrefixNode node = deepest; node != null; node = node.parent) {
      node.underWay++;
    }
    return new Proposal(architecture, why);
  }

  private static String why(PrefixNode node, int depth) {
    double mean = node.worth / Math.max(1, node.visits);
    return String.format(
        Locale.ROOT,
        "a new pick after the first %d, of mean rank %.2f in %d visits; the rest at random",
        depth,
        mean,
        node.visits);
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      PrefixNode deepest = underWay.remove(space.canonical(architecture));
      for (PrefixNode node = deepest; node != null; node = node.parent) {
        node.underWay--;
      }
      double score =
          outcome instanceof Estimate estimate ? estimate.score() : Double.NEGATIVE_INFINITY;
      Visit visit = new Visit(score, deepest == null ? nodeOf(architecture) : deepest);
      visits.add(visit);
      credit(visit);
    }
  }

  /** The deepest existing node on the path to {@code architecture}. */
  private PrefixNode nodeOf(Architecture architecture) {
    PrefixNode node = root;
    for (int bit : layout.slots(architecture)) {
      PrefixNode next = node.children.get(bit);
      if (next == null) {
        break;
      }
      node = next;
    }
    return node;
  }

  private void credit(Visit visit) {
    double worth = scale.rank(visit.score());
    for (PrefixNode node = visit.deepest(); node != null; node = node.parent) {
      node.visits++;
      node.worth += worth;
    }
  }

  private void rankIfDue() {
    int growth = visits.size() - scale.size();
    if (growth < 1 || growth < RANKING_GROWTH * scale.size()) {
      return;
    }
    scale = new RankScale(visits.stream().mapToDouble(Visit::score).toArray());
    for (Visit visit : visits) {
      for (PrefixNode node = visit.deepest(); node != null; node = node.parent) {
        node.visits = 0;
        node.worth = 0;
      }
    }
    visits.forEach(this::credit);
  }
}
