package io.espalier.search.lanas;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.DiverseSampler;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.Proposal;
import io.espalier.search.SearchStatistics;
import io.espalier.search.Searcher;
import io.espalier.search.objective.CostScale;
import io.espalier.search.objective.Dominance;
import io.espalier.search.objective.Points;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Refit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * LaNAS for several objectives. As in LaMOO (Zhao et al., "Multi-objective Optimization by Learning
 * Space Partitions", ICLR 2022), the tree learns where architectures are that few others dominate;
 * in a leaf, the candidate is taken whose expected gain in hypervolume is the largest. Costs are
 * known before an architecture is estimated, so that only the score is predicted.
 *
 * <p>Not safe for several threads.
 */
final class ParetoLanasSearcher implements Searcher, SearchStatistics {

  private final List<Objective> costs;
  private final LanasSettings settings;
  private final Seed seed;
  private final SearchSpace space;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final DiverseSampler spread;
  private final LinearAlgebra algebra;
  private final Refit refit;
  private final FrontCandidates candidates;
  private final Walk walk;

  /** The architectures that were proposed and not told yet, by canonical form. */
  private final Map<Architecture, int[]> pending = new LinkedHashMap<>();

  /** The point of each sample, in their order. */
  private final List<double[]> points = new ArrayList<>();

  private final Set<String> exhausted = new HashSet<>();
  private long proposed;
  private int exhaustedLeaves;
  private int restarts;
  private LatentTree tree;
  private int samplesOfFit;

  ParetoLanasSearcher(
      SearchSpace space,
      List<Limit> limits,
      List<Objective> costs,
      LanasSettings settings,
      Seed seed,
      LinearAlgebra algebra) {
    this.costs = List.copyOf(costs);
    this.settings = settings;
    this.seed = seed.derive("lanas");
    this.space = space;
    this.feasible = new FeasibleSet(space, limits, settings.pathFeatures());
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.spread = new DiverseSampler(feasible, fresh);
    this.algebra = algebra;
    this.refit = new Refit(settings.refitEvery(), settings.refitShare(), settings.refitMost());
    this.candidates =
        new FrontCandidates(
            settings, feasible, archive, new CostScale(costs), algebra, refit, this.seed);
    this.walk = new Walk(settings);
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = new ArrayList<>(count);
    while (proposals.size() < count) {
      Optional<Proposal> proposal = propose(seed.derive(proposed).generator());
      if (proposal.isEmpty()) {
        break;
      }
      Architecture architecture = proposal.get().architecture();
      int[] slots = feasible.layout().slots(architecture);
      archive.add(architecture);
      pending.put(space.canonical(architecture), slots);
      candidates.expect(slots);
      proposed++;
      proposals.add(proposal.get());
    }
    return proposals;
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    List<Sample> samples = candidates.samples();
    // Outcomes that were never proposed count as initial samples, too.
    if (samples.size() + pending.size() < settings.initialSamples() || samples.size() < 2) {
      return start(samples, random);
    }
    if (tree == null || samples.size() - samplesOfFit >= refit.due(samplesOfFit)) {
      tree = tree();
      samplesOfFit = samples.size();
      exhausted.clear();
    }
    candidates.update(pending.values(), random);
    boolean isGreedy = settings.greedyShare() > 0 && random.nextDouble() < settings.greedyShare();
    Optional<TreeNode> leaf = leaf(isGreedy);
    while (leaf.isPresent()) {
      Optional<Proposal> proposal = candidates.best(leaf.get(), random);
      if (proposal.isPresent()) {
        walk.proposedFrom(leaf.get(), tree);
        return proposal;
      }
      exhausted.add(leaf.get().name());
      exhaustedLeaves++;
      leaf = leaf(isGreedy);
    }
    restarts++;
    return fresh.draw(random).map(a -> new Proposal(a, "random: nothing new in any leaf"));
  }

  private Optional<Proposal> start(List<Sample> samples, RandomGenerator random) {
    Optional<Architecture> drawn =
        switch (settings.initialDesign()) {
          case RANDOM -> fresh.draw(random);
          case DIVERSE -> {
            Stream<int[]> told = samples.stream().map(Sample::slots);
            yield spread.draw(Stream.concat(told, pending.values().stream()).toList(), random);
          }
        };
    return drawn.map(a -> new Proposal(a, "random start " + (proposed + 1)));
  }

  private Optional<TreeNode> leaf(boolean isGreedy) {
    return walk.leaf(tree, pending.values(), node -> exhausted.contains(node.name()), isGreedy);
  }

  /**
   * The tree of all samples, with minus the number of others that dominate it as the score of each.
   */
  private LatentTree tree() {
    int[] dominators = Dominance.counts(points);
    List<Sample> ranked = new ArrayList<>();
    for (int i = 0; i < dominators.length; i++) {
      Sample own = candidates.samples().get(i);
      ranked.add(new Sample(own.architecture(), own.slots(), -dominators[i], own.feasible()));
    }
    return LatentTree.fit(ranked, feasible.layout(), settings, algebra);
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      pending.remove(space.canonical(architecture));
      if (outcome instanceof Estimate estimate) {
        candidates.add(Sample.of(estimate, feasible));
        points.add(Points.of(estimate, costs));
      }
    }
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("departures", walk.shareOfDepartures());
    statistics.put("exhausted_leaves", (double) exhaustedLeaves);
    statistics.put("restarts", (double) restarts);
    statistics.put("front", (double) Dominance.front(points).size());
    return statistics;
  }
}
