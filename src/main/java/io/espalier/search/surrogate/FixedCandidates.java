package io.espalier.search.surrogate;

import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** All architectures of a table, as candidates. */
public final class FixedCandidates implements Candidates {

  /** The number of candidates kept in order, so that not all are scanned for every proposal. */
  private static final int FRONT = 500;

  private final CandidateTable table;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final String origin;

  /** The canonical forms of the candidates looked at so far. */
  private final Architecture[] canonical;

  /** The remaining candidates: not dropped, and not known to be in the archive. */
  private final BitSet open;

  private double[] means = {};

  private final Part whole = new Part(slots -> true, null);

  FixedCandidates(CandidateTable table, FeasibleSet feasible, Archive archive) {
    this.table = table;
    this.feasible = feasible;
    this.archive = archive;
    this.origin = "of all " + table.size();
    this.canonical = new Architecture[table.size()];
    this.open = new BitSet(table.size());
    List<HalfSpace> halfSpaces = feasible.halfSpaces();
    for (int i = 0; i < table.size(); i++) {
      int index = i;
      open.set(
          i,
          halfSpaces.isEmpty()
              || halfSpaces.stream().allMatch(h -> h.contains(table.slots(index))));
    }
  }

  @Override
  public void judge(Surrogate surrogate, List<Sample> samples, RandomGenerator random) {
    means = table.means(surrogate.process());
    whole.front = null;
  }

  @Override
  public List<Candidate> leading(int count) {
    return whole.leading(count);
  }

  @Override
  public void drop(Candidate candidate) {
    open.clear(candidate.index());
  }

  /**
   * The candidates in a region. They are judged together with all others and become invalid at the
   * next judgement.
   */
  public Candidates within(Predicate<int[]> region) {
    return new Part(region, null);
  }

  /** As above, but judged by {@code process} alone. */
  public Candidates within(Predicate<int[]> region, GaussianProcess process) {
    return new Part(region, process);
  }

  /** The value of a candidate, from its number, its bits and its predicted target. */
  @FunctionalInterface
  public interface Worth {
    /** The value; minus infinity to leave the candidate out. */
    double of(int index, int[] slots, double mean);
  }

  /** The number of architectures, which the numbers of candidates are below. */
  public int size() {
    return table.size();
  }

  /** The bits of the architecture with a number. */
  public int[] slots(int index) {
    return table.slots(index);
  }

  /**
   * As {@link #leading(int)}, of a region and by another value than the mean. All are valued, so it
   * should be cheap.
   */
  public List<Candidate> leading(int count, Predicate<int[]> region, Worth worth) {
    double[] worths = new double[table.size()];
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      int[] slots = table.slots(i);
      worths[i] = region.test(slots) ? worth.of(i, slots, means[i]) : Double.NEGATIVE_INFINITY;
    }
    List<Candidate> leading = new ArrayList<>();
    for (int index : highest(count, slots -> true, worths)) {
      if (worths[index] > Double.NEGATIVE_INFINITY) {
        addUnlessKnown(index, means[index], leading);
      }
    }
    return leading;
  }

  /** The candidates in a region, with the most promising ones kept in order. */
  private final class Part implements Candidates {

    private final Predicate<int[]> region;

    /** The process that judges these alone; null if all are judged together. */
    private final GaussianProcess process;

    /** The predicted targets of all; only those in the region count. */
    private double[] expected;

    /**
     * The candidates with the highest means at the last search, the highest first; null before it.
     */
    private List<Integer> front;

    /** Whether these are all candidates in the region. */
    private boolean isWhole;

    Part(Predicate<int[]> region, GaussianProcess process) {
      this.region = region;
      this.process = process;
    }

    @Override
    public void judge(Surrogate surrogate, List<Sample> samples, RandomGenerator random) {
      // All are judged together.
    }

    @Override
    public List<Candidate> leading(int count) {
      List<Candidate> leading = new ArrayList<>();
      if (front != null) {
        addTo(leading, count);
      } else {
        expected = process == null ? means : judged();
      }
      if (front == null || (leading.size() < count && !isWhole)) {
        leading.clear();
        front = highest(Math.max(FRONT, 2 * count), region, expected);
        isWhole = front.size() < Math.max(FRONT, 2 * count);
        addTo(leading, count);
      }
      return leading;
    }

    private double[] judged() {
      double[] judged = new double[table.size()];
      for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
        int[] slots = table.slots(i);
        judged[i] = region.test(slots) ? process.mean(slots) : Double.NEGATIVE_INFINITY;
      }
      return judged;
    }

    private void addTo(List<Candidate> leading, int count) {
      for (int index : front) {
        if (leading.size() == count) {
          return;
        }
        if (open.get(index)) {
          addUnlessKnown(index, expected[index], leading);
        }
      }
    }

    @Override
    public void drop(Candidate candidate) {
      FixedCandidates.this.drop(candidate);
    }
  }

  private void addUnlessKnown(int index, double mean, List<Candidate> leading) {
    if (isInArchive(index)) {
      open.clear(index);
    } else {
      leading.add(new Candidate(index, table.slots(index), mean, origin));
    }
  }

  /**
   * The open candidates with the highest means in a region, compared as float, the highest first.
   */
  private List<Integer> highest(int count, Predicate<int[]> region, double[] expected) {
    Comparator<Integer> ascending =
        Comparator.<Integer>comparingDouble(i -> (float) expected[i])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> kept = new PriorityQueue<>(ascending);
    float lowest = Float.NEGATIVE_INFINITY;
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      // Of equal candidates, the earlier ones stay, as in the order above.
      boolean isHigh = kept.size() < count || (float) expected[i] > lowest;
      if (isHigh && region.test(table.slots(i))) {
        kept.add(i);
        if (kept.size() > count) {
          kept.remove();
        }
        lowest = (float) expected[kept.element()];
      }
    }
    return kept.stream().sorted(ascending.reversed()).toList();
  }

  private boolean isInArchive(int index) {
    if (canonical[index] == null) {
      Architecture architecture = feasible.layout().architecture(table.slots(index));
      // Invalid architectures have no meaningful canonical form; they are dropped when they come
      // first.
      canonical[index] =
          feasible.space().isValid(architecture)
              ? feasible.space().canonical(architecture)
              : architecture;
    }
    return archive.containsCanonical(canonical[index]);
  }
}
