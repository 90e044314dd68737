package io.espalier.search.bayes;

import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.GibbsWalk;
import io.espalier.search.HalfSpace;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Where candidates come from: all combinations of picks, if there are at most {@value #ENUMERABLE};
 * all architectures of a space that is a list, if at most {@value #LISTABLE}; otherwise draws.
 */
final class CandidateSource {

  private static final int ENUMERABLE = 500_000;
  private static final int LISTABLE = 50_000;

  /** Rows of a longer list that are drawn for a refit, and those kept for the next. */
  private static final int ROWS_DRAWN = 2_000;

  private static final int ROWS_KEPT = 8_000;

  /** Sweeps of a walk from a sample to a random candidate, where limits make draws dear. */
  private static final int SWEEPS = 3;

  private CandidateSource() {}

  /**
   * The candidates in {@code feasible}.
   *
   * @param limited whether there are limits
   */
  static Candidates of(
      FeasibleSet feasible, boolean limited, Archive archive, BayesianSettings settings) {
    BitLayout layout = feasible.layout();
    Optional<List<Architecture>> listing = feasible.space().listing();
    if (listing.isPresent() && listing.get().size() > LISTABLE) {
      return new DrawnCandidates(
          feasible,
          archive,
          rowsOf(listing.get(), feasible),
          ROWS_DRAWN,
          ROWS_KEPT,
          settings.mutationCandidates());
    }
    if (listing.isPresent()) {
      return new FixedCandidates(new ListTable(layout, listing.get()), feasible, archive);
    }
    if (layout.combinations().compareTo(BigInteger.valueOf(ENUMERABLE)) <= 0) {
      return new FixedCandidates(new GridTable(layout), feasible, archive);
    }
    DrawnCandidates.RandomMasks source =
        limited ? walks(feasible) : (samples, random) -> layout.slots(feasible.sample(random));
    return new DrawnCandidates(
        feasible, archive, source, settings.randomCandidates(), 0, settings.mutationCandidates());
  }

  private static DrawnCandidates.RandomMasks rowsOf(
      List<Architecture> listing, FeasibleSet feasible) {
    List<HalfSpace> halfSpaces = feasible.halfSpaces();
    BitLayout layout = feasible.layout();
    List<Architecture> rows =
        halfSpaces.isEmpty()
            ? listing
            : listing.stream()
                .filter(row -> halfSpaces.stream().allMatch(h -> h.contains(layout.slots(row))))
                .toList();
    return (samples, random) -> layout.slots(rows.get(random.nextInt(rows.size())));
  }

  /** Short walks from samples; limits that are no half-spaces are left to be asked later. */
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
