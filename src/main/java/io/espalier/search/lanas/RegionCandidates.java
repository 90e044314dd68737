package io.espalier.search.lanas;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.GibbsWalk;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.Sample;
import io.espalier.search.surrogate.Acquisition;
import io.espalier.search.surrogate.Candidate;
import io.espalier.search.surrogate.CandidateList;
import io.espalier.search.surrogate.Candidates;
import io.espalier.search.surrogate.Surrogate;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Candidates drawn in the region of a leaf, under all constraints of its path and the limits: some
 * by Gibbs walks, some by edits of its best members.
 *
 * <p>Limits that are not half-spaces may be expensive to check, so candidates are tested for
 * validity only; callers check the archive and {@link FeasibleSet#contains}, and {@link
 * #walkWithinLimits} finds one that is certain to pass.
 */
final class RegionCandidates implements Candidates {

  /** The number of best members that are mutated. */
  private static final int PARENTS = 20;

  /**
   * The number of draws from the feasible set in search of a start if no member keeps the limits.
   */
  private static final int START_TRIES = 50;

  private final FeasibleSet feasible;
  private final BitLayout layout;
  private final Archive archive;
  private final TreeNode leaf;
  private final List<HalfSpace> region;
  private final GibbsWalk walk;
  private final LanasSettings settings;
  private final CandidateList candidates;

  /**
   * Candidates of the region of {@code leaf}.
   *
   * @param indexes supplies unused candidate numbers
   */
  RegionCandidates(
      FeasibleSet feasible,
      Archive archive,
      TreeNode leaf,
      LanasSettings settings,
      IntSupplier indexes) {
    this.feasible = feasible;
    this.layout = feasible.layout();
    this.archive = archive;
    this.leaf = leaf;
    this.settings = settings;
    this.region = new ArrayList<>(leaf.path());
    region.addAll(feasible.halfSpaces());
    this.walk = new GibbsWalk(layout, region, feasible.validityTest());
    this.candidates = new CandidateList(layout, archive, indexes);
  }

  /**
   * Draws architectures of the region, each once, that are not samples of the leaf; none if it is
   * exhausted. Their expected scores are only computed if the acquisition uses them.
   */
  @Override
  public void judge(Surrogate surrogate, List<Sample> samples, RandomGenerator random) {
    candidates.clear();
    ToDoubleFunction<int[]> mean =
        settings.acquisition() == Acquisition.UNIFORM ? slots -> 0 : surrogate.process()::mean;
    leaf.samples().forEach(sample -> candidates.exclude(sample.slots()));
    List<int[]> starts = starts(random);
    int sweeps = settings.gibbsSweeps();
    String origin = sweeps == 1 ? "1 Gibbs sweep" : sweeps + " Gibbs sweeps";
    for (int i = 0; i < settings.gibbsCandidates() && !starts.isEmpty(); i++) {
      int[] slots = starts.get(random.nextInt(starts.size())).clone();
      walk.walk(slots, sweeps, random);
      candidates.add(slots, mean, origin);
    }
    List<Sample> parents =
        leaf.samples().stream()
            .sorted(Comparator.comparingDouble(Sample::score).reversed())
            .limit(PARENTS)
            .toList();
    candidates.addEdits(parents, settings.mutationCandidates(), walk, mean, random);
    candidates.sort();
  }

  @Override
  public List<Candidate> leading(int count) {
    return candidates.leading(count);
  }

  @Override
  public void drop(Candidate candidate) {
    candidates.drop(candidate);
  }

  /**
   * A new architecture of the region within all limits, which are checked at every step of a walk.
   *
   * @param tries the largest number of walks
   */
  Optional<Architecture> walkWithinLimits(int tries, RandomGenerator random) {
    GibbsWalk strict = new GibbsWalk(layout, region, feasible.furtherTest());
    List<int[]> starts = starts(random);
    for (int t = 0; t < tries && !starts.isEmpty(); t++) {
      int[] slots = starts.get(random.nextInt(starts.size())).clone();
      strict.walk(slots, 1, random);
      Architecture architecture = layout.architecture(slots);
      if (!archive.contains(architecture) && feasible.contains(architecture)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  private List<int[]> starts(RandomGenerator random) {
    List<int[]> members =
        leaf.samples().stream().filter(Sample::feasible).map(Sample::slots).toList();
    for (int t = 0; t < START_TRIES && members.isEmpty(); t++) {
      int[] drawn = layout.slots(feasible.sample(random));
      if (walk.contains(drawn)) {
        members = List.of(drawn);
      }
    }
    return members;
  }
}
