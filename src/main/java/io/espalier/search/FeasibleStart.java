package io.espalier.search;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.CoordinateDescent;
import io.espalier.space.SearchSpace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Finds one architecture within all limits, or reports why there is none. */
final class FeasibleStart {

  private static final int DRAWS = 64;
  private static final int DESCENTS = 8;
  private static final int DESCENTS_FOR_REACH = 3;

  private final SearchSpace space;
  private final List<Limit> limits;
  private final Function<Limit, Reach> reach;

  FeasibleStart(SearchSpace space, List<Limit> limits, Function<Limit, Reach> reach) {
    this.space = space;
    this.limits = limits;
    this.reach = reach;
  }

  /**
   * A valid architecture within all limits.
   *
   * @throws InputError if none was found
   */
  Architecture find(Seed seed) {
    List<Architecture> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      Architecture architecture = space.sample(seed.derive(i).generator());
      if (violation(architecture) == 0) {
        return architecture;
      }
      drawn.add(architecture);
    }
    List<Architecture> starts = new ArrayList<>();
    for (Limit limit : limits) {
      Reach range = reach.apply(limit);
      refuseBeyond(limit, range);
      starts.add(range.smallestAt());
      starts.add(range.largestAt());
    }
    starts.addAll(drawn.subList(0, DESCENTS));
    CoordinateDescent descent = new CoordinateDescent(space, this::violation);
    Architecture nearest = starts.get(0);
    for (Architecture from : starts) {
      Architecture reached = descent.minimise(from, 0);
      if (violation(reached) < violation(nearest)) {
        nearest = reached;
      }
      if (violation(nearest) == 0) {
        return nearest;
      }
    }
    throw noneBetween(nearest);
  }

  /** The architecture with the lowest value that a few descents reach. */
  static Architecture descend(SearchSpace space, ToDoubleFunction<Architecture> objective) {
    Seed seed = new Seed(0).derive("reach");
    CoordinateDescent descent = new CoordinateDescent(space, objective);
    Architecture best = null;
    for (int i = 0; i < DESCENTS_FOR_REACH; i++) {
      Architecture from = space.sample(seed.derive(i).generator());
      Architecture reached = descent.minimise(from, Double.NEGATIVE_INFINITY);
      if (best == null || objective.applyAsDouble(reached) < objective.applyAsDouble(best)) {
        best = reached;
      }
    }
    return best;
  }

  /**
   * The amount by which the limits are exceeded, each relative to the bound exceeded; 0 within the
   * limits.
   */
  private double violation(Architecture architecture) {
    double sum = 0;
    for (Limit limit : limits) {
      double value = limit.measure().applyAsDouble(architecture);
      if (!limit.allows(architecture)) {
        double bound = value > limit.maximum() ? limit.maximum() : limit.minimum();
        sum += Math.abs(value - bound) / Math.max(Math.abs(bound), 1e-9);
      }
    }
    return sum;
  }

  private void refuseBeyond(Limit limit, Reach range) {
    if (range.smallest() > limit.maximum()) {
      throw new InputError(
              ("no architecture of %s keeps %s to at most %s %s: the smallest reachable value is %s"
                      + " (%s); allow at least %s, or make the networks smaller")
                  .formatted(
                      space.name(),
                      limit.name(),
                      shown(limit.maximum(), RoundingMode.HALF_EVEN),
                      limit.unit(),
                      shown(range.smallest(), RoundingMode.CEILING),
                      range.smallestAt().id(),
                      shown(range.smallest(), RoundingMode.CEILING)))
          .see(Trouble.LIMITS_NOTHING_MEETS);
    }
    if (range.largest() < limit.minimum()) {
      throw new InputError(
              ("no architecture of %s brings %s to at least %s %s: the largest reachable value is %s"
                      + " (%s); ask for at most %s, or make the networks larger")
                  .formatted(
                      space.name(),
                      limit.name(),
                      shown(limit.minimum(), RoundingMode.HALF_EVEN),
                      limit.unit(),
                      shown(range.largest(), RoundingMode.FLOOR),
                      range.largestAt().id(),
                      shown(range.largest(), RoundingMode.FLOOR)))
          .see(Trouble.LIMITS_NOTHING_MEETS);
    }
  }

  private InputError noneBetween(Architecture nearest) {
    List<String> wanted = new ArrayList<>();
    for (Limit limit : limits) {
      Reach range = reach.apply(limit);
      wanted.add(
          "%s from %s to %s %s (reachable: %s to %s, nearest found: %s)"
              .formatted(
                  limit.name(),
                  shown(limit.minimum(), RoundingMode.HALF_EVEN),
                  shown(limit.maximum(), RoundingMode.HALF_EVEN),
                  limit.unit(),
                  shown(range.smallest(), RoundingMode.CEILING),
                  shown(range.largest(), RoundingMode.FLOOR),
                  shown(limit.measure().applyAsDouble(nearest), RoundingMode.HALF_EVEN)));
    }
    return new InputError(
            "no architecture of %s was found that meets all limits at once: %s; loosen one"
                .formatted(space.name(), String.join(" and ", wanted)))
        .see(Trouble.LIMITS_NOTHING_MEETS);
  }

  /** Five digits, rounded so that the number can be met when it is given as a limit. */
  private static String shown(double value, RoundingMode rounding) {
    return Double.isInfinite(value)
        ? (value > 0 ? "any" : "none")
        : new BigDecimal(value)
            .round(new MathContext(5, rounding))
            .stripTrailingZeros()
            .toPlainString();
  }
}
