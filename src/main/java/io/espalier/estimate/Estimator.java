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
   */
  List<Outcome> estimate(List<Architecture> batch);
}
