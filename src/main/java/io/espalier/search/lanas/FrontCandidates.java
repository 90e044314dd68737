package io.espalier.search.lanas;

import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Proposal;
import io.espalier.search.objective.CostScale;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Candidate;
import io.espalier.search.surrogate.CandidateSource;
import io.espalier.search.surrogate.FixedCandidates;
import io.espalier.search.surrogate.Refit;
import io.espalier.search.surrogate.Surrogate;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The candidates of a leaf's region and the hypervolume that they are expected to add to the front.
 * Their costs are known; a Gaussian process predicts their scores.
 */
final class FrontCandidates {

  /** The candidates whose expected gain is worked out. */
  private static final int SHORT_LIST = 100;

  /** They have the largest gains at this many deviations above their means. */
  private static final double OPTIMISM = 1;

  /** Every so many proposals, the gain is measured in scores. */
  private static final int TURNS = 3;

  /**
   * The factor of deviations when the gain is measured in scores: of networks much better than
   * their likes, the process is too certain.
   */
  private static final double BOLDNESS = 2;

  private static final int ROUNDS = 3;

  private final LanasSettings settings;
  private final FeasibleSet feasible;
  private final BitLayout layout;
  private final Archive archive;
  private final CostScale scale;
  private final Seed seed;
  private final Optional<FixedCandidates> all;
  private final Surrogate surrogate;

  private double[][] costsOfAll = {};

  /** The costs of the samples, each worked out once: a cost may need the network's plan. */
  private final List<double[]> costsOfSamples = new ArrayList<>();

  private FrontGain gain;
  private double typicalDeviation;
  private int nextIndex;

  FrontCandidates(
      LanasSettings settings,
      FeasibleSet feasible,
      Archive archive,
      CostScale scale,
      LinearAlgebra algebra,
      Refit refit,
      Seed seed) {
    this.settings = settings;
    this.feasible = feasible;
    this.layout = feasible.layout();
    this.archive = archive;
    this.scale = scale;
    this.seed = seed;
    Kernel kernel = kernel();
    this.all = CandidateSource.all(feasible, archive, kernel);
    this.surrogate =
        new Surrogate(
            algebra,
            layout,
            kernel,
            settings.targets(),
            refit,
            settings.exactSamples(),
            settings.noise(),
            seed);
  }

  /** Along a front, options matter in all orders, so auto is Hamming. */
  private Kernel kernel() {
    return settings.kernel() == LanasSettings.KernelChoice.PAIRWISE
        ? Kernel.PAIRWISE
        : Kernel.HAMMING;
  }

  List<Sample> samples() {
    return surrogate.samples();
  }

  void add(Sample sample) {
    surrogate.add(sample);
  }

  void expect(int[] slots) {
    surrogate.expect(slots);
  }

  /**
   * Learns from new samples if that is due, and measures what their front leaves to gain.
   *
   * @param pending the bits of all pending architectures, which count as if their predictions were
   *     known, so that a batch spreads along the front
   */
  void update(Collection<int[]> pending, RandomGenerator random) {
    if (surrogate.update(pending)) {
      all.ifPresent(candidates -> candidates.judge(surrogate, samples(), random));
    }
    if (gain == null) {
      seeRange();
    }
    List<double[]> costs = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int n = 0; n < samples().size(); n++) {
      Sample sample = samples().get(n);
      if (n == costsOfSamples.size()) {
        costsOfSamples.add(scale.see(sample.architecture()));
      }
      costs.add(scale.scaled(costsOfSamples.get(n)));
      targets.add(surrogate.scale().of(sample.score()));
    }
    for (int[] slots : pending) {
      costs.add(scale.scaled(scale.see(layout.architecture(slots))));
      targets.add(surrogate.process().mean(slots));
    }
    gain =
        new FrontGain(
            costs,
            targets.stream().mapToDouble(Double::doubleValue).toArray(),
            surrogate.scale(),
            targets.size() % TURNS == 0,
            seed.derive("gain").generator());
  }

  private void seeRange() {
    if (all.isPresent()) {
      FixedCandidates listed = all.get();
      costsOfAll = new double[listed.size()][];
      for (int i = 0; i < costsOfAll.length; i++) {
        Architecture architecture = layout.architecture(listed.slots(i));
        if (feasible.contains(architecture)) {
          costsOfAll[i] = scale.see(architecture);
        }
      }
      return;
    }
    scale.seeSome(feasible, seed.derive("range").generator());
  }

  /**
   * The new architecture of a leaf's region that is expected to add most; empty if none is left.
   */
  Optional<Proposal> best(TreeNode leaf, RandomGenerator random) {
    for (int round = 0; round < ROUNDS; round++) {
      List<Candidate> shortList = all.isPresent() ? ofAll(leaf) : drawn(leaf, random);
      Optional<Proposal> best =
          ranked(shortList).stream()
              .filter(r -> feasible.contains(r.architecture()))
              .filter(r -> !archive.contains(r.architecture()))
              .findFirst()
              .map(r -> r.proposal(leaf));
      if (best.isPresent()) {
        return best;
      }
    }
    return region(leaf)
        .walkWithinLimits(ROUNDS, random)
        .map(a -> new Proposal(a, leaf.name() + ", 1 Gibbs sweep within the limits"));
  }

  private List<Candidate> ofAll(TreeNode leaf) {
    FixedCandidates listed = all.orElseThrow();
    return listed.leading(
        SHORT_LIST,
        leaf::contains,
        (index, slots, mean) ->
            costsOfAll[index] == null
                ? Double.NEGATIVE_INFINITY
                : optimistic(scale.scaled(costsOfAll[index]), mean));
  }

  private List<Candidate> drawn(TreeNode leaf, RandomGenerator random) {
    RegionCandidates region = region(leaf);
    region.judge(surrogate, samples(), random);
    int count = settings.gibbsCandidates() + settings.mutationCandidates();
    return region.leading(count).stream()
        .sorted(Comparator.comparingDouble(c -> -(float) optimistic(costs(c.slots()), c.mean())))
        .limit(SHORT_LIST)
        .toList();
  }

  private RegionCandidates region(TreeNode leaf) {
    return new RegionCandidates(feasible, archive, leaf, settings, () -> nextIndex++);
  }

  private double[] costs(int[] slots) {
    return scale.scaled(scale.see(layout.architecture(slots)));
  }

  private double optimistic(double[] costs, double mean) {
    return gain.at(costs, mean + OPTIMISM * boldness() * typicalDeviation);
  }

  private double boldness() {
    return gain.isInScores() ? BOLDNESS : 1;
  }

  private List<RankedGain> ranked(List<Candidate> shortList) {
    GaussianProcess process = surrogate.process();
    double[] deviations =
        process.deviations(shortList.stream().map(c -> process.judge(c.slots())).toList());
    List<RankedGain> ranked = new ArrayList<>();
    for (int i = 0; i < deviations.length; i++) {
      Candidate candidate = shortList.get(i);
      double mean = candidate.mean();
      double deviation = deviations[i];
      double expected = gain.expected(costs(candidate.slots()), mean, boldness() * deviation);
      ranked.add(new RankedGain(layout.architecture(candidate.slots()), mean, deviation, expected));
    }
    ranked.sort(RankedGain.BEST_FIRST);
    typicalDeviation = Arrays.stream(deviations).average().orElse(typicalDeviation);
    return ranked;
  }
}
