package io.espalier.search.bayes;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.Proposals;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;
import io.espalier.search.UnderWay;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.regression.Targets;
import io.espalier.search.surrogate.Acquisition;
import io.espalier.search.surrogate.CandidateSource;
import io.espalier.search.surrogate.Candidates;
import io.espalier.search.surrogate.Proposer;
import io.espalier.search.surrogate.Refit;
import io.espalier.search.surrogate.Surrogate;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Bayesian optimisation: a Gaussian process on the ranks of the scores with the kernel exp(-d s),
 * where s is the share of picks that differ, and expected improvement (Jones, Schonlau and Welch,
 * 1998) among the candidates with the highest means.
 *
 * <p>Candidates are all architectures if these are few enough ({@link CandidateSource}), otherwise
 * random draws and mutations of the best. Failures are remembered but not learned from. Not safe
 * for several threads.
 */
public final class BayesianSearcher implements Searcher {

  /** How it can be named. */
  public static final SearcherKind<BayesianSettings> KIND =
      new SearcherKind<>(
          "gp",
          "Bayesian optimisation: a Gaussian process and expected improvement",
          new Options<>(
              BayesianSettings.class,
              """
              # Number of random architectures before the process is used
              initial_samples: 10
              # Up to this many samples and a quarter more, the process is fitted to all; beyond, to this many
              exact_samples: 1000
              # In spaces too large to list: number of random candidates
              random_candidates: 300
              # In such spaces: number of candidates that are mutations of the best
              mutation_candidates: 500
              ---
              initial_samples: [2, 1000000]
              exact_samples: [20, 100000]
              random_candidates: [1, 1000000]
              mutation_candidates: [0, 1000000]
              """),
          BayesianSearcher::new);

  /**
   * The number of candidates refused by validity and limits after which one is drawn at random
   * instead.
   */
  private static final int REFUSALS = 1_000;

  private final BayesianSettings settings;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final Candidates candidates;
  private final Surrogate surrogate;
  private final Proposer proposer;

  private final UnderWay pending;
  private final Proposals proposals;

  /**
   * Bayesian optimisation over the architectures of {@code space} within {@code limits}. If native
   * linear algebra does not work, a warning goes to the system logger.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public BayesianSearcher(
      SearchSpace space, List<Limit> limits, BayesianSettings settings, Seed seed) {
    this(space, limits, settings, seed, CheckedAlgebra.openFor(BayesianSearcher.class));
  }

  BayesianSearcher(
      SearchSpace space,
      List<Limit> limits,
      BayesianSettings settings,
      Seed seed,
      LinearAlgebra algebra) {
    this.settings = settings;
    Seed own = seed.derive("gp");
    this.feasible = new FeasibleSet(space, limits, false);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.pending = new UnderWay(feasible.layout());
    this.proposals = new Proposals(archive, own);
    this.candidates =
        CandidateSource.all(feasible, archive, Kernel.HAMMING)
            .<Candidates>map(all -> all)
            .orElseGet(
                () ->
                    CandidateSource.drawn(
                        feasible,
                        !limits.isEmpty(),
                        archive,
                        settings.randomCandidates(),
                        settings.mutationCandidates()));
    this.surrogate =
        new Surrogate(
            algebra,
            feasible.layout(),
            Kernel.HAMMING,
            Targets.RANK,
            new Refit(1),
            settings.exactSamples(),
            0,
            own);
    this.proposer = new Proposer(feasible, archive, surrogate, Acquisition.EXPECTED_IMPROVEMENT);
  }

  @Override
  public List<Proposal> ask(int count) {
    return proposals.ask(
        count, this::propose, architecture -> surrogate.expect(pending.add(architecture)));
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    int samples = surrogate.samples().size();
    // Outcomes that were never proposed count as initial samples, too.
    if (samples + pending.size() < settings.initialSamples() || samples < 2) {
      return fresh.draw(random).map(a -> new Proposal(a, "random start " + (proposals.made() + 1)));
    }
    if (surrogate.update(pending.slots())) {
      candidates.judge(surrogate, surrogate.samples(), random);
    }
    return proposer
        .best(candidates, REFUSALS, random)
        .map(best -> new Proposal(best.architecture(), best.why()))
        .or(() -> fresh.draw(random).map(a -> new Proposal(a, "random: no candidate is left")));
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      pending.remove(architecture);
      if (outcome instanceof Estimate estimate) {
        surrogate.add(Sample.of(estimate, feasible));
      }
    }
  }
}
