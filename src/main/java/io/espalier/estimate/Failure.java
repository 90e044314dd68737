package io.espalier.estimate;

import io.espalier.space.Architecture;

/**
 * An architecture that could not be estimated.
 *
 * @param architecture the architecture
 * @param reason why there is no score, in words for the user
 */
public record Failure(Architecture architecture, String reason) implements Outcome {

  public Failure {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a failure needs its reason");
    }
  }
}
