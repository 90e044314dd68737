package io.espalier.compare;

import io.espalier.estimate.Estimator;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The search problem of one run. Safe for several threads.
 *
 * @param number the same for all runs that search the same truth
 * @param space the space
 * @param limits the limits on an architecture's cost
 * @param estimator gives the scores told to the searcher
 * @param truth the true values of architectures, higher is better; NaN if unknown
 * @param optimum the highest truth within the limits; empty if unknown
 * @param objectives the costs that are kept low beside the score; empty if there are none
 * @param front the front of truth and these costs over the whole space; empty if there are no
 *     objectives
 */
public record Instance(
    long number,
    SearchSpace space,
    List<Limit> limits,
    Estimator estimator,
    ToDoubleFunction<Architecture> truth,
    OptionalDouble optimum,
    List<Objective> objectives,
    Optional<KnownFront> front) {

  public Instance {
    limits = List.copyOf(limits);
    objectives = List.copyOf(objectives);
  }

  /** A problem with the score as its only objective. */
  public Instance(
      long number,
      SearchSpace space,
      List<Limit> limits,
      Estimator estimator,
      ToDoubleFunction<Architecture> truth,
      OptionalDouble optimum) {
    this(number, space, limits, estimator, truth, optimum, List.of(), Optional.empty());
  }
}
