package io.espalier.estimate;

import io.espalier.space.Architecture;
import java.util.List;

/** Says how good architectures are. */
public interface Estimator {

  /**
   * Estimates each architecture.
   *
   * @param batch architectures of this estimator's space
   * @return one outcome per architecture, in the same order; an architecture that cannot be
   *     estimated gives a {@link Failure}, never an exception that loses the others
   * @throws EstimateStopped if the user asked to stop and the estimator heard it
   */
  List<Outcome> estimate(List<Architecture> batch);

  /**
   * Takes in what an estimator like this one has said before, in the same search: one that goes by
   * what it has seen then goes on as if it had said it itself. Called before the first estimate.
   *
   * @param outcomes in order
   */
  default void remember(List<Outcome> outcomes) {}
}
