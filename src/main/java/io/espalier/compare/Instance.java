package io.espalier.compare;

import io.espalier.estimate.Estimator;
import io.espalier.search.Limit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one run searches. Safe for several threads.
 *
 * @param number equal for runs that search the same truth
 * @param space the space
 * @param limits what an architecture may cost
 * @param estimator what the searcher is told
 * @param truth what architectures are worth in fact, higher is better; NaN where that is not known
 * @param optimum the highest truth within the limits; empty if nobody knows it
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
