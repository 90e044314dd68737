package io.espalier.estimate;

import io.espalier.space.Architecture;
import java.util.List;

/** Estimates how good architectures are. */
public interface Estimator {

  /**
   * Estimates each architecture.
   *
   * @param batch architectures of this estimator's space
   * @return one outcome per architecture, in the same order; an architecture that cannot be
   *     estimated gives a {@link Failure}, never an exception that loses the others
   * @throws EstimateStopped if the user asked to stop and the estimator noticed it
   */
  List<Outcome> estimate(List<Architecture> batch);

  /**
   * Restores the outcomes that an equal estimator gave earlier in the same search, so that an
   * estimator whose estimates depend on earlier ones continues as if it had made them itself.
   * Called before the first estimate.
   *
   * @param outcomes the earlier outcomes, in order
   */
  default void remember(List<Outcome> outcomes) {}
}
