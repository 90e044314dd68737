package io.espalier.search.surrogate;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.Edits;
import io.espalier.search.GibbsWalk;
import io.espalier.search.regression.Sample;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Candidates that were drawn for a refit, each once. */
public final class CandidateList {

  private final BitLayout layout;
  private final Archive archive;
  private final IntSupplier indexes;
  private final Edits edits;
  private final Set<BitSet> excluded = new HashSet<>();
  private final Set<BitSet> drawn = new HashSet<>();
  private final List<Candidate> candidates = new ArrayList<>();

  /**
   * An empty list; candidates that are in {@code archive} at the time of a request are left out.
   *
   * @param indexes supplies unused candidate numbers
   */
  public CandidateList(BitLayout layout, Archive archive, IntSupplier indexes) {
    this.layout = layout;
    this.archive = archive;
    this.indexes = indexes;
    this.edits = new Edits(layout);
  }

  /** Removes all candidates; exclusions remain. */
  public void clear() {
    candidates.clear();
    drawn.clear();
  }

  /** Excludes the mask with the bits in {@code slots} from now on. */
  public void exclude(int[] slots) {
    excluded.add(bits(slots));
  }

  /** Adds the mask with the bits in {@code slots} if it was not drawn before. */
  public void add(int[] slots, ToDoubleFunction<int[]> mean, String origin) {
    BitSet bits = bits(slots);
    if (!excluded.contains(bits) && drawn.add(bits)) {
      candidates.add(new Candidate(indexes.getAsInt(), slots, mean.applyAsDouble(slots), origin));
    }
  }

  /**
   * Adds edits of randomly chosen {@code parents}, as far as they lie in {@code region}.
   *
   * @param count the number of draws
   */
  public void addEdits(
      List<Sample> parents,
      int count,
      GibbsWalk region,
      ToDoubleFunction<int[]> mean,
      RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      Sample parent = parents.get(random.nextInt(parents.size()));
      int changes = edits.draw(random);
      int[] slots = edits.apply(parent.slots(), changes, random);
      if (region.contains(slots)) {
        add(slots, mean, edits.describe(changes, parent.architecture()));
      }
    }
  }

  private static BitSet bits(int[] slots) {
    BitSet bits = new BitSet();
    for (int bit : slots) {
      bits.set(bit);
    }
    return bits;
  }

  /** Puts the highest mean first. */
  public void sort() {
    candidates.sort(Comparator.comparingDouble(c -> -(float) c.mean()));
  }

  /** See {@link Candidates#leading}. */
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

  /** See {@link Candidates#drop}. */
  public void drop(Candidate candidate) {
    candidates.remove(candidate);
  }
}
