package io.espalier.search.surrogate;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.GibbsWalk;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Sample;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Candidates drawn anew for every refit: some at random, some edits of the best {@value #PARENTS}
 * samples.
 */
final class DrawnCandidates implements Candidates {

  private static final int PARENTS = 20;

  /** Most options that a mutation changes. */
  private static final int EDITS = 3;

  private static final Comparator<Candidate> BY_MEAN =
      Comparator.comparingDouble(c -> -(float) c.mean());

  private final BitLayout layout;
  private final Archive archive;
  private final RandomMasks source;
  private final int randomCount;
  private final int mutationCount;
  private final GibbsWalk region;

  /** The best samples, best first. */
  private final List<Sample> parents = new ArrayList<>();

  /** The bits of all samples. */
  private final Set<BitSet> told = new HashSet<>();

  private int samplesSeen;
  private int nextIndex;

  /** The highest mean first. */
  private List<Candidate> candidates = List.of();

  /** Where masks come from that nothing told suggests. */
  @FunctionalInterface
  interface RandomMasks {

    /** The slots of a random mask inside all half-spaces, valid; {@code samples} may help. */
    int[] draw(List<Sample> samples, RandomGenerator random);
  }

  /**
   * Candidates in {@code feasible}.
   *
   * @param randomCount how many are drawn from {@code source} for a refit
   * @param mutationCount how many come from edits
   */
  DrawnCandidates(
      FeasibleSet feasible,
      Archive archive,
      RandomMasks source,
      int randomCount,
      int mutationCount) {
    this.layout = feasible.layout();
    this.archive = archive;
    this.source = source;
    this.randomCount = randomCount;
    this.mutationCount = mutationCount;
    this.region = new GibbsWalk(layout, feasible.halfSpaces(), feasible.validityTest());
  }

  @Override
  public void judge(Surrogate surrogate, List<Sample> samples, RandomGenerator random) {
    takeIn(samples);
    GaussianProcess process = surrogate.process();
    candidates = new ArrayList<>(randomCount + mutationCount);
    Set<BitSet> drawn = new HashSet<>();
    for (int i = 0; i < randomCount; i++) {
      add(process, source.draw(samples, random), "a random draw", drawn);
    }
    for (int i = 0; i < mutationCount; i++) {
      Sample parent = parents.get(random.nextInt(parents.size()));
      int edits = 1 + random.nextInt(EDITS);
      int[] slots = mutate(parent.slots(), edits, random);
      if (region.contains(slots)) {
        String kind = edits == 1 ? "1 edit of " : edits + " edits of ";
        add(process, slots, kind + parent.architecture().id(), drawn);
      }
    }
    candidates.sort(BY_MEAN);
  }

  private void takeIn(List<Sample> samples) {
    for (Sample sample : samples.subList(samplesSeen, samples.size())) {
      told.add(bits(sample.slots()));
      parents.add(sample);
    }
    samplesSeen = samples.size();
    parents.sort(Comparator.comparingDouble(Sample::score).reversed());
    parents.subList(Math.min(PARENTS, parents.size()), parents.size()).clear();
  }

  private void add(GaussianProcess process, int[] slots, String origin, Set<BitSet> drawn) {
    BitSet bits = bits(slots);
    if (!told.contains(bits) && drawn.add(bits)) {
      candidates.add(new Candidate(nextIndex++, slots, process.mean(slots), origin));
    }
  }

  private static BitSet bits(int[] slots) {
    BitSet bits = new BitSet();
    for (int bit : slots) {
      bits.set(bit);
    }
    return bits;
  }

  private int[] mutate(int[] parent, int edits, RandomGenerator random) {
    int[] slots = parent.clone();
    for (int e = 0; e < edits; e++) {
      int slot = random.nextInt(slots.length);
      int bit = random.nextInt(layout.firstBit(slot), layout.endBit(slot));
      if (!layout.isTaken(slots, slot, bit)) {
        slots[slot] = bit;
      }
    }
    return slots;
  }

  @Override
  public List<Candidate> leading(int count) {
    List<Candidate> leading = new ArrayList<>(count);
    List<Candidate> stale = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (leading.size() == count) {
        break;
      }
      boolean isNew = !archive.contains(layout.architecture(candidate.slots()));
      (isNew ? leading : stale).add(candidate);
    }
    candidates.removeAll(stale);
    return leading;
  }

  @Override
  public void drop(Candidate candidate) {
    candidates.remove(candidate);
  }
}
