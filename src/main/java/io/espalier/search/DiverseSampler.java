package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Draws architectures that have little in common with earlier ones, so that a few cover every
 * option and many pairs of options: out of {@value #DRAWS} random draws ({@value #DEAR_DRAWS} where
 * limits make draws expensive) it takes the one whose squared numbers of picks in common, summed
 * over the earlier ones, are smallest.
 */
public final class DiverseSampler {

  private static final int DRAWS = 64;
  private static final int DEAR_DRAWS = 8;

  private final FeasibleSet feasible;
  private final FreshSampler fresh;

  /** Chooses among the architectures that {@code fresh} draws from {@code feasible}. */
  public DiverseSampler(FeasibleSet feasible, FreshSampler fresh) {
    this.feasible = feasible;
    this.fresh = fresh;
  }

  /**
   * Draws a new architecture; empty if none is left.
   *
   * @param before the slots of the earlier architectures, from which it should differ
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
