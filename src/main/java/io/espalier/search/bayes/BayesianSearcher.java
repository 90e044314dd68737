package io.espalier.search.bayes;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.ExpectedImprovement;
import io.espalier.search.regression.HammingProcess;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.RankTransform;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Bayesian optimisation: a Gaussian process on the ranks of the scores, its kernel exp(-d s) with s
 * the share of picks that differ, and expected improvement (Jones, Schonlau and Welch, 1998) among
 * the {@value #SHORT_LIST} candidates of the highest means.
 *
 * <p>Candidates are all architectures, where these are few enough to judge all of them ({@link
 * CandidateSource}), otherwise random draws and mutations of the best. Hyperparameters are the
 * likeliest, chosen again whenever the samples grew by a quarter. What is proposed and not told yet
 * counts as told what is expected of it. Up to about {@link BayesianSettings#exactSamples} all
 * samples are learned from, then a subset. Failures are remembered and not learned from. Not safe
 * for several threads.
 */
public final class BayesianSearcher implements Searcher {

  /** Candidates with the highest means, for which the expected improvement is worked out. */
  private static final int SHORT_LIST = 100;

  /** How much the samples grow until hyperparameters are chosen again. */
  private static final double TUNING_GROWTH = 1.25;

  /** Candidates refused by validity and limits until one is drawn at random instead. */
  private static final int REFUSALS = 1_000;

  private final BayesianSettings settings;
  private final Seed seed;
  private final SearchSpace space;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final LinearAlgebra algebra;
  private final Candidates candidates;
  private final TrainingSet training;

  /** What was proposed and not told yet, by canonical form. */
  private final Map<Architecture, int[]> pending = new LinkedHashMap<>();

  private long proposed;

  private HammingProcess.Hyperparameters hyperparameters;
  private int samplesOfTuning;

  private GrowingProcess process;
  private double bestTarget;
  private int samplesOfFit;

  /** Whether the process knows all outcomes and all that is pending. */
  private boolean current;

  /** A candidate and its expected improvement. */
  private record Ranked(Candidate candidate, double deviation, double improvement) {

    /** Compared as float: what lies beyond is rounding and must not decide. */
    static final Comparator<Ranked> BY_IMPROVEMENT =
        Comparator.<Ranked>comparingDouble(r -> -(float) r.improvement())
            .thenComparingDouble(r -> -(float) r.candidate().mean());

    String why() {
      return String.format(
          Locale.ROOT,
          "EI %.3f, rank %.2f +- %.2f expected, %s",
          improvement,
          candidate.mean(),
          deviation,
          candidate.origin());
    }
  }

  /**
   * Bayesian optimisation over the architectures of {@code space} within {@code limits}. Should
   * native linear algebra not work, a warning goes to the system's logger.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public BayesianSearcher(
      SearchSpace space, List<Limit> limits, BayesianSettings settings, Seed seed) {
    this(space, limits, settings, seed, CheckedAlgebra.open(BayesianSearcher::warn));
  }

  BayesianSearcher(
      SearchSpace space,
      List<Limit> limits,
      BayesianSettings settings,
      Seed seed,
      LinearAlgebra algebra) {
    this.settings = settings;
    this.seed = seed.derive("gp");
    this.space = space;
    this.feasible = new FeasibleSet(space, limits);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
    this.algebra = algebra;
    this.candidates = CandidateSource.of(feasible, !limits.isEmpty(), archive, settings);
    this.training = new TrainingSet(settings.exactSamples(), this.seed.derive("subset"));
  }

  private static void warn(String message) {
    System.getLogger(BayesianSearcher.class.getName()).log(System.Logger.Level.WARNING, message);
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
      if (current) {
        process.add(slots);
      }
      proposed++;
      proposals.add(proposal.get());
    }
    return proposals;
  }

  private Optional<Proposal> propose(RandomGenerator random) {
    int samples = training.all().size();
    // Outcomes told without being asked for count as a start, too.
    if (samples + pending.size() < settings.initialSamples() || samples < 2) {
      return fresh.draw(random).map(a -> new Proposal(a, "random start " + (proposed + 1)));
    }
    if (!current) {
      refit();
      candidates.judge(process, training.all(), random);
    }
    for (int refused = 0; refused < REFUSALS; ) {
      List<Ranked> ranked = ranked(candidates.leading(SHORT_LIST));
      for (Ranked best : ranked) {
        candidates.drop(best.candidate());
        Architecture architecture = feasible.layout().architecture(best.candidate().slots());
        if (feasible.contains(architecture) && !archive.contains(architecture)) {
          return Optional.of(new Proposal(architecture, best.why()));
        }
        refused++;
      }
      if (ranked.isEmpty()) {
        break;
      }
    }
    return fresh.draw(random).map(a -> new Proposal(a, "random: no candidate is left"));
  }

  private void refit() {
    boolean others = training.update();
    List<Sample> chosen = training.chosen();
    double[] targets = RankTransform.ranks(chosen);
    HammingProcess.Hyperparameters before = hyperparameters;
    if (before == null || training.all().size() >= TUNING_GROWTH * samplesOfTuning) {
      hyperparameters = HammingProcess.likeliest(algebra, feasible.layout(), chosen, targets);
      samplesOfTuning = training.all().size();
    }
    if (others || !hyperparameters.equals(before)) {
      process = new GrowingProcess(feasible.layout(), hyperparameters);
      samplesOfFit = 0;
    }
    process.truncate(samplesOfFit);
    chosen.subList(samplesOfFit, chosen.size()).forEach(sample -> process.add(sample.slots()));
    samplesOfFit = chosen.size();
    process.fit(targets);
    bestTarget = Arrays.stream(targets).max().orElseThrow();
    pending.values().forEach(process::add);
    current = true;
  }

  private List<Ranked> ranked(List<Candidate> leading) {
    double[] deviations = process.deviations(leading.stream().map(Candidate::slots).toList());
    List<Ranked> ranked = new ArrayList<>(leading.size());
    for (int i = 0; i < deviations.length; i++) {
      Candidate candidate = leading.get(i);
      double improvement = ExpectedImprovement.of(candidate.mean(), deviations[i], bestTarget);
      ranked.add(new Ranked(candidate, deviations[i], improvement));
    }
    ranked.sort(Ranked.BY_IMPROVEMENT);
    return ranked;
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      archive.add(architecture);
      pending.remove(space.canonical(architecture));
      current = false;
      if (outcome instanceof Estimate estimate) {
        int[] slots = feasible.layout().slots(architecture);
        boolean inside = feasible.contains(architecture);
        training.add(new Sample(architecture, slots, estimate.score(), inside));
      }
    }
  }
}
