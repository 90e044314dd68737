package io.espalier.spark;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import java.io.Serializable;
import java.util.List;

/**
 * What an executor answers.
 *
 * @param machine its name
 * @param refusal why it cannot do such work at all; empty if it can
 * @param outcomes the outcomes, in the order in which they were asked for
 */
record Answer(String machine, String refusal, List<Told> outcomes) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** An outcome without its architecture, which the driver knows. */
  record Told(double score, double standardError, int images, double seconds, String failure)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static Told of(Outcome outcome) {
      return outcome instanceof Estimate e
          ? new Told(e.score(), e.standardError(), e.images(), e.seconds(), "")
          : new Told(0, 0, 0, 0, ((Failure) outcome).reason());
    }

    Outcome about(Architecture architecture) {
      return failure.isEmpty()
          ? new Estimate(architecture, score, standardError, images, seconds)
          : new Failure(architecture, failure);
    }
  }
}
