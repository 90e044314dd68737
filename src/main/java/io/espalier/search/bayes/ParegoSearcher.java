package io.espalier.search.bayes;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.Proposal;
import io.espalier.search.Proposals;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;
import io.espalier.search.UnderWay;
import io.espalier.search.objective.Points;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.regression.Targets;
import io.espalier.search.surrogate.Acquisition;
import io.espalier.search.surrogate.CandidateSource;
import io.espalier.search.surrogate.Candidates;
import io.espalier.search.surrogate.FixedCandidates;
import io.espalier.search.surrogate.Proposer;
import io.espalier.search.surrogate.Refit;
import io.espalier.search.surrogate.Surrogate;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * ParEGO (Knowles, "ParEGO: A Hybrid Algorithm with On-line Landscape Approximation for Expensive
 * Multiobjective Optimization Problems", 2006): every proposal draws weights, sums up the
 * objectives by them, and takes the candidate with the largest expected improvement of that sum
 * under a Gaussian process, here with the kernel and the candidates of {@link BayesianSearcher}.
 *
 * <p>As published, it learns the sum as a whole and does not use that costs are known. With the
 * score alone, it is Bayesian optimisation. Not safe for several threads.
 */
public final class ParegoSearcher implements Searcher {

  /** How it can be named. */
  public static final SearcherKind<ParegoSettings> KIND =
      new SearcherKind<>(
          "parego",
          "ParEGO: Bayesian optimisation of random weightings of several objectives",
          new Options<>(
              ParegoSettings.class,
              """
              # Number of random architectures before the process is used
              initial_samples: 10
              # Weights of the objectives are multiples of one over this number
              divisions: 10
              # Up to this many samples and a quarter more, the process is fitted to all; beyond, to this many
              exact_samples: 1000
              # In spaces too large to list: number of random candidates
              random_candidates: 300
              # In such spaces: number of candidates that are mutations of the best
              mutation_candidates: 500
              ---
              initial_samples: [2, 1000000]
              divisions: [1, 1000000]
              exact_samples: [20, 100000]
              random_candidates: [1, 1000000]
              mutation_candidates: [0, 1000000]
              """),
          (space, limits, settings, seed) ->
              new ParegoSearcher(space, limits, List.of(), settings, seed),
          Optional.of(ParegoSearcher::new));

  /** The number of candidates refused by validity and limits after which one is drawn at random. */
  private static final int REFUSALS = 1_000;

  private final boolean hasLimits;
  private final List<Objective> costs;
  private final ParegoSettings settings;
  private final Seed seed;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final LinearAlgebra algebra;
  private final Optional<FixedCandidates> all;

  private final List<Sample> samples = new ArrayList<>();
  private final List<double[]> points = new ArrayList<>();

  private final UnderWay pending;
  private final Proposals proposals;

  /** The surrogate of the last proposal. */
  private Surrogate before;

  /**
   * A search of the architectures of {@code space} within {@code limits}. If native linear algebra
   * does not work, a warning goes to the system logger.
   *
   * @param costs what is kept low beside the score
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public ParegoSearcher(
      SearchSpace space,
      List<Limit> limits,
      List<Objective> costs,
      ParegoSettings settings,
      Seed seed) {
    this.hasLimits = !limits.isEmpty();
    this.costs = List.copyOf(costs);
    this.settings = settings;
    this.seed = seed.derive("parego");
    this.feasible = new FeasibleSet(space, limits, false);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.pending = new UnderWay(feasible.layout());
    this.proposals = new Proposals(archive, this.seed);
    this.algebra = CheckedAlgebra.openFor(ParegoSearcher.class);
    this.all = CandidateSource.all(feasible, archive, Kernel.HAMMING);
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(count, this::propose, pending::add);
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    // Outcomes that were never proposed count as initial samples, too.
    if (samples.size() + pending.size() < settings.initialSamples() || samples.size() < 2) {
      return fresh.draw(random).map(a -> new Proposal(a, "random start " + (proposals.made() + 1)));
    }
    Tchebycheff sum = new Tchebycheff(1 + costs.size(), settings.divisions(), random);
    List<Sample> weighed = weighed(sum.of(points));
    Surrogate surrogate = surrogate(weighed);
    Candidates candidates = all.<Candidates>map(listed -> listed).orElseGet(this::drawn);
    candidates.judge(surrogate, weighed, random);
    String weights =
        Arrays.stream(sum.weights())
            .mapToObj(w -> String.format(Locale.ROOT, "%.1f", w))
            .collect(Collectors.joining("/", "weights ", ", "));
    return new Proposer(feasible, archive, surrogate, Acquisition.EXPECTED_IMPROVEMENT)
        .best(candidates, REFUSALS, random)
        .map(best -> new Proposal(best.architecture(), weights + best.why()))
        .or(() -> fresh.draw(random).map(a -> new Proposal(a, "random: no candidate is left")));
  }

  /** The samples with minus these sums as their scores. */
  private List<Sample> weighed(double[] sums) {
    List<Sample> weighed = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      Sample own = samples.get(i);
      weighed.add(new Sample(own.architecture(), own.slots(), -sums[i], own.feasible()));
    }
    return weighed;
  }

  private Surrogate surrogate(List<Sample> weighed) {
    Surrogate surrogate =
        new Surrogate(
            algebra,
            feasible.layout(),
            Kernel.HAMMING,
            Targets.RANK,
            new Refit(1),
            settings.exactSamples(),
            0,
            seed);
    if (before != null) {
      surrogate.tuneAs(before);
    }
    weighed.forEach(surrogate::add);
    surrogate.update(pending.slots());
    before = surrogate;
    return surrogate;
  }

  private Candidates drawn() {
    return CandidateSource.drawn(
        feasible, hasLimits, archive, settings.randomCandidates(), settings.mutationCandidates());
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      pending.remove(architecture);
      if (outcome instanceof Estimate estimate) {
        samples.add(Sample.of(estimate, feasible));
        points.add(Points.of(estimate, costs));
      }
    }
  }
}
