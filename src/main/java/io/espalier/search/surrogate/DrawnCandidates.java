package io.espalier.search.surrogate;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.GibbsWalk;
import io.espalier.search.regression.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Candidates redrawn for every refit: some at random, some as edits of the best {@value #PARENTS}
 * samples.
 */
final class DrawnCandidates implements Candidates {

  private static final int PARENTS = 20;

  private final RandomMasks source;
  private final int randomCount;
  private final int mutationCount;
  private final GibbsWalk region;
  private final CandidateList candidates;

  /** The best samples, best first. */
  private final List<Sample> parents = new ArrayList<>();

  private int samplesSeen;
  private int nextIndex;

  /** The source of random masks. */
  @FunctionalInterface
  interface RandomMasks {

    /** The slots of a random valid mask inside all half-spaces; may start from {@code samples}. */
    int[] draw(List<Sample> samples, RandomGenerator random);
  }

  /**
   * Candidates in {@code feasible}.
   *
   * @param randomCount the number drawn from {@code source} for a refit
   * @param mutationCount the number that come from edits
   */
  DrawnCandidates(
      FeasibleSet feasible,
      Archive archive,
      RandomMasks source,
      int randomCount,
      int mutationCount) {
    BitLayout layout = feasible.layout();
    this.source = source;
    this.randomCount = randomCount;
    this.mutationCount = mutationCount;
    this.region = new GibbsWalk(layout, feasible.halfSpaces(), feasible.validityTest());
    this.candidates = new CandidateList(layout, archive, () -> nextIndex++);
  }

  @Override
  public void judge(Surrogate surrogate, List<Sample> samples, RandomGenerator random) {
    takeIn(samples);
    ToDoubleFunction<int[]> mean = surrogate.process()::mean;
    candidates.clear();
    for (int i = 0; i < randomCount; i++) {
      candidates.add(source.draw(samples, random), mean, "a random draw");
    }
    candidates.addEdits(parents, mutationCount, region, mean, random);
    candidates.sort();
  }

  private void takeIn(List<Sample> samples) {
    for (Sample sample : samples.subList(samplesSeen, samples.size())) {
      candidates.exclude(sample.slots());
      parents.add(sample);
    }
    samplesSeen = samples.size();
    parents.sort(Comparator.comparingDouble(Sample::score).reversed());
    parents.subList(Math.min(PARENTS, parents.size()), parents.size()).clear();
  }

  @Override
  public List<Candidate> leading(int count) {
    return candidates.leading(count);
  }

  @Override
  public void drop(Candidate candidate) {
    candidates.drop(candidate);
  }
}
