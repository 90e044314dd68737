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
import io.espalier.search.Proposals;
import io.espalier.search.SearchStatistics;
import io.espalier.search.Searcher;
import io.espalier.search.UnderWay;
import io.espalier.search.objective.CostScale;
import io.espalier.search.objective.Dominance;
import io.espalier.search.objective.Points;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Refit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

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
  private final FeasibleSet feasible;
  private final Archive archive;
  private final LinearAlgebra algebra;
  private final Refit refit;
  private final FrontCandidates candidates;
  private final OpenLeaves leaves;
  private final Start start;
  private final Proposals proposals;

  private final UnderWay pending;

  /** The point of each sample, in their order. */
  private final List<double[]> points = new ArrayList<>();

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
    Seed own = seed.derive("lanas");
    this.feasible = new FeasibleSet(space, limits, settings.pathFeatures());
    this.archive = new Archive(space);
    FreshSampler fresh = new FreshSampler(feasible, archive);
    this.algebra = algebra;
    this.refit = new Refit(settings.refitEvery(), settings.refitShare(), settings.refitMost());
    this.candidates =
        new FrontCandidates(settings, feasible, archive, new CostScale(costs), algebra, refit, own);
    this.leaves = new OpenLeaves(new Walk(settings), fresh);
    this.start = new Start(settings, fresh, new DiverseSampler(feasible, fresh));
    this.pending = new UnderWay(feasible.layout());
    this.proposals = new Proposals(archive, own);
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(
        count, this::propose, architecture -> candidates.expect(pending.add(architecture)));
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    List<Sample> samples = candidates.samples();
    if (start.isNext(samples, pending)) {
      return start.draw(samples, pending, proposals.made(), random);
    }
    if (tree == null || samples.size() - samplesOfFit >= refit.due(samplesOfFit)) {
      tree = tree();
      samplesOfFit = samples.size();
      leaves.reopen();
    }
    candidates.update(pending.slots(), random);
    boolean isGreedy = settings.greedyShare() > 0 && random.nextDouble() < settings.greedyShare();
    return leaves.propose(tree, pending, isGreedy, leaf -> candidates.best(leaf, random), random);
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
      pending.remove(architecture);
      if (outcome instanceof Estimate estimate) {
        candidates.add(Sample.of(estimate, feasible));
        points.add(Points.of(estimate, costs));
      }
    }
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> statistics = leaves.statistics();
    statistics.put("front", (double) Dominance.front(points).size());
    return statistics;
  }
}
