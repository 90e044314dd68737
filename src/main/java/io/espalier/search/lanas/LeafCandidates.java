package io.espalier.search.lanas;

import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.FreshSampler;
import io.espalier.search.Proposal;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Acquisition;
import io.espalier.search.surrogate.CandidateSource;
import io.espalier.search.surrogate.Candidates;
import io.espalier.search.surrogate.FixedCandidates;
import io.espalier.search.surrogate.Proposer;
import io.espalier.search.surrogate.Refit;
import io.espalier.search.surrogate.Surrogate;
import io.espalier.space.Architecture;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The candidates of a leaf's region and their expected scores: all architectures of the region if
 * the space can be listed, otherwise those drawn there.
 */
final class LeafCandidates {

  /**
   * The number of candidates refused by validity and limits after which a walk checks the limits at
   * every step.
   */
  private static final int REFUSALS = 64;

  /** The number of uniform draws from the whole space in search of one in the leaf's region. */
  private static final int UNIFORM_DRAWS = 32;

  /**
   * The number of rounds of candidates, and of walks within the limits, after which a leaf is given
   * up.
   */
  private static final int ROUNDS = 3;

  private final LanasSettings settings;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;
  private final LinearAlgebra algebra;
  private final Seed seed;

  /** All architectures, if they can be listed and are judged. */
  private final Optional<FixedCandidates> all;

  /** All samples, and the model that learns from them unless leaves have their own models. */
  private final Surrogate surrogate;

  private final Proposer proposer;
  private final LeafModels leafModels;

  /** For each chosen leaf of the tree, its candidates among all. */
  private final Map<String, Candidates> parts = new HashMap<>();

  /** For each chosen leaf of the tree, its candidates if not all architectures can be judged. */
  private final Map<String, RegionCandidates> regions = new HashMap<>();

  private int samplesOfRegions;
  private int nextIndex;

  /**
   * Candidates in {@code feasible} that are not in {@code archive}, not judged yet.
   *
   * @param fresh draws them uniformly
   * @param refit decides when the process learns
   * @param seed decides which samples it learns from if there are too many
   */
  LeafCandidates(
      LanasSettings settings,
      FeasibleSet feasible,
      Archive archive,
      FreshSampler fresh,
      LinearAlgebra algebra,
      Refit refit,
      Seed seed) {
    this.settings = settings;
    this.feasible = feasible;
    this.archive = archive;
    this.fresh = fresh;
    this.algebra = algebra;
    this.seed = seed;
    this.all =
        settings.acquisition() == Acquisition.UNIFORM
            ? Optional.empty()
            : CandidateSource.all(feasible, archive, kernel(true));
    this.surrogate = surrogate(refit);
    this.proposer = proposer(surrogate);
    this.leafModels = new LeafModels(() -> surrogate(new Refit(1)), this::proposer);
  }

  private Surrogate surrogate(Refit cadence) {
    return new Surrogate(
        algebra,
        feasible.layout(),
        kernel(all.isPresent()),
        settings.targets(),
        cadence,
        settings.exactSamples(),
        settings.noise(),
        seed);
  }

  private Proposer proposer(Surrogate judge) {
    return new Proposer(feasible, archive, judge, settings.acquisition());
  }

  private Kernel kernel(boolean isListed) {
    return switch (settings.kernel()) {
      case AUTO -> isListed ? Kernel.PAIRWISE : Kernel.HAMMING;
      case PAIRWISE -> Kernel.PAIRWISE;
      case HAMMING -> Kernel.HAMMING;
    };
  }

  /** All samples, in the order in which they were added. */
  List<Sample> samples() {
    return surrogate.samples();
  }

  /** Adds a sample, to be learned from at an update. */
  void add(Sample sample) {
    surrogate.add(sample);
  }

  /** Takes in a mask whose estimate is pending from now on. */
  void expect(int[] slots) {
    surrogate.expect(slots);
    leafModels.expect(slots);
  }

  /**
   * Learns from new samples, if that is due.
   *
   * @param isOtherTree whether the regions have changed since the last update
   * @param pending the bits of all pending architectures
   * @return whether candidates have changed or were judged again
   */
  boolean update(boolean isOtherTree, Collection<int[]> pending, RandomGenerator random) {
    boolean learns = settings.acquisition() != Acquisition.UNIFORM && !hasLeafModels();
    boolean learned = learns && surrogate.update(pending);
    if (learned) {
      all.ifPresent(candidates -> candidates.judge(surrogate, samples(), random));
    }
    boolean isAnew = isOtherTree || learned;
    if (isAnew) {
      parts.clear();
      leafModels.clear();
    }
    if (isAnew || samples().size() > samplesOfRegions) {
      // Candidates are best drawn around the samples that are best now.
      regions.clear();
      samplesOfRegions = samples().size();
    }
    return isAnew;
  }

  private boolean hasLeafModels() {
    return settings.learnsFrom() == LanasSettings.LearnsFrom.LEAF
        && settings.acquisition() != Acquisition.UNIFORM;
  }

  /**
   * The new architecture of the leaf's region that the acquisition chooses; empty if none was
   * found.
   *
   * @param pending the bits of all pending architectures
   */
  Optional<Proposal> best(TreeNode leaf, Collection<int[]> pending, RandomGenerator random) {
    LeafModels.Model model =
        hasLeafModels()
            ? leafModels.of(leaf, pending)
            : new LeafModels.Model(leaf, surrogate, proposer);
    return all.isPresent() ? ofAll(all.get(), model, random) : drawn(model, random);
  }

  private Optional<Proposal> ofAll(
      FixedCandidates candidates, LeafModels.Model model, RandomGenerator random) {
    TreeNode leaf = model.leaf();
    Candidates part =
        parts.computeIfAbsent(
            leaf.name(),
            name ->
                hasLeafModels()
                    ? candidates.within(leaf::contains, model.surrogate().process())
                    : candidates.within(leaf::contains));
    return model
        .proposer()
        .best(part, Integer.MAX_VALUE, random)
        .map(pick -> proposal(leaf, pick.architecture(), pick.why()));
  }

  private Optional<Proposal> drawn(LeafModels.Model model, RandomGenerator random) {
    TreeNode leaf = model.leaf();
    RegionCandidates region = regions.get(leaf.name());
    boolean isNew = region == null;
    if (isNew) {
      region = region(leaf);
      regions.put(leaf.name(), region);
    }
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0 || isNew) {
        region.judge(model.surrogate(), samples(), random);
      }
      Optional<Proposer.Pick> pick = model.proposer().best(region, REFUSALS, random);
      if (pick.isPresent()) {
        return pick.map(p -> proposal(leaf, p.architecture(), p.why()));
      }
    }
    return region
        .walkWithinLimits(ROUNDS, random)
        .map(a -> proposal(leaf, a, "1 Gibbs sweep within the limits"));
  }

  /**
   * A new architecture of the leaf's region, drawn regardless of its expected score: uniformly or,
   * if the region is so small that no draw hits it, by a Gibbs walk from a member.
   */
  Optional<Proposal> uniform(TreeNode leaf, RandomGenerator random) {
    return fresh
        .draws(UNIFORM_DRAWS, random)
        .filter(a -> leaf.contains(feasible.layout().slots(a)))
        .findFirst()
        .map(a -> proposal(leaf, a, "uniform in its region"))
        .or(
            () ->
                region(leaf)
                    .walkWithinLimits(ROUNDS, random)
                    .map(a -> proposal(leaf, a, "by a Gibbs walk in its region")));
  }

  private RegionCandidates region(TreeNode leaf) {
    return new RegionCandidates(feasible, archive, leaf, settings, () -> nextIndex++);
  }

  private static Proposal proposal(TreeNode leaf, Architecture architecture, String why) {
    return new Proposal(architecture, leaf.name() + ", " + why);
  }
}
