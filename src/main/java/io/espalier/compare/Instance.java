package io.espalier.compare;

import io.espalier.estimate.Estimator;
import io.espalier.search.Limit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
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
 */
public record Instance(
    long number,
    SearchSpace space,
    List<Limit> limits,
    Estimator estimator,
    ToDoubleFunction<Architecture> truth,
    OptionalDouble optimum) {

  public Instance {
    limits = List.copyOf(limits);
  }
}
