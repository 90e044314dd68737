package io.espalier.search.surrogate;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.GibbsWalk;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Creates the candidates for a space. */
public final class CandidateSource {

  /** The largest number of combinations or rows to judge all of them. */
  private static final int MOST = 500_000;

  /**
   * The number of sweeps of a walk from a sample to a random candidate, where limits make draws
   * expensive.
   */
  private static final int SWEEPS = 3;

  private CandidateSource() {}

  /**
   * All members of {@code feasible} as candidates: all combinations of picks or the rows of the
   * space's listing, if there are at most {@value #MOST}; otherwise none.
   *
   * @param kernel the kernel that they are judged with
   */
  public static Optional<FixedCandidates> all(
      FeasibleSet feasible, Archive archive, Kernel kernel) {
    BitLayout layout = feasible.layout();
    Optional<List<Architecture>> listing = feasible.space().listing();
    boolean isGrid = layout.combinations().compareTo(BigInteger.valueOf(MOST)) <= 0;
    boolean isOfPicks = kernel == Kernel.HAMMING && layout.pathFeatures() == 0;
    if (isGrid && isOfPicks && (listing.isEmpty() || layout.isProduct())) {
      return Optional.of(new FixedCandidates(new GridTable(layout), feasible, archive));
    }
    return (listing.isPresent() ? listing : feasible.enumerate(MOST))
        .filter(rows -> rows.size() <= MOST)
        .map(rows -> new FixedCandidates(new ListTable(layout, rows), feasible, archive));
  }

  /**
   * Candidates that are redrawn for every refit: some at random, some as edits of the best samples.
   *
   * @param limited whether there are limits
   */
  public static Candidates drawn(
      FeasibleSet feasible, boolean limited, Archive archive, int randomCount, int mutationCount) {
    BitLayout layout = feasible.layout();
    DrawnCandidates.RandomMasks source =
        limited ? walks(feasible) : (samples, random) -> layout.slots(feasible.sample(random));
    return new DrawnCandidates(feasible, archive, source, randomCount, mutationCount);
  }

  /** Short walks from samples; limits that are not half-spaces are checked later. */
  private static DrawnCandidates.RandomMasks walks(FeasibleSet feasible) {
    GibbsWalk walk =
        new GibbsWalk(feasible.layout(), feasible.halfSpaces(), feasible.validityTest());
    return (samples, random) -> {
      Sample start = samples.get(random.nextInt(samples.size()));
      if (!start.feasible()) {
        return feasible.layout().slots(feasible.sample(random));
      }
      int[] slots = start.slots().clone();
      walk.walk(slots, SWEEPS, random);
      return slots;
    };
  }
}
