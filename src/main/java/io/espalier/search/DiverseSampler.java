package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws architectures that have little in common with those before, so that a few say something of
 * every option and of many pairs of options: of {@value #DRAWS} drawn at random, {@value
 * #DEAR_DRAWS} where limits make draws dear, the one whose squared numbers of picks in common,
 * summed over those before, are the least.
 */
public final class DiverseSampler {

  private static final int DRAWS = 64;
  private static final int DEAR_DRAWS = 8;

  private final FeasibleSet feasible;
  private final FreshSampler fresh;

  /** Chooses among what {@code fresh} draws of {@code feasible}. */
  public DiverseSampler(FeasibleSet feasible, FreshSampler fresh) {
    this.feasible = feasible;
    this.fresh = fresh;
  }

  /**
   * Draws a new architecture; empty if none is left.
   *
   * @param before the slots of those it is to differ from
   */
  public Optional<Architecture> draw(Collection<int[]> before, RandomGenerator random) {
    BitLayout layout = feasible.layout();
    List<Features> known = before.stream().map(layout::features).toList();
    return fresh
        .draws(feasible.isDearToSample() ? DEAR_DRAWS : DRAWS, random)
        .min(Comparator.comparingLong(a -> inCommon(layout.features(layout.slots(a)), known)));
  }

  private static long inCommon(Features features, List<Features> known) {
    return known.stream().mapToLong(features::common).map(common -> common * common).sum();
  }
}
