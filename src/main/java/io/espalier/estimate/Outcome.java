package io.espalier.estimate;

import io.espalier.space.Architecture;

/** The outcome of estimating an architecture: an {@link Estimate} or a {@link Failure}. */
public sealed interface Outcome permits Estimate, Failure {

  /** The architecture that was to be estimated. */
  Architecture architecture();
}
