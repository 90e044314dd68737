package io.espalier.run;

import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Estimates many architectures, checking often whether to stop. */
public final class Estimates {

  private static final int MOST_AT_ONCE = 64;
  private static final double SECONDS_AT_ONCE = 2;

  private Estimates() {}

  /**
   * The outcomes of all of these, estimated a few at a time.
   *
   * @return empty if a stop was asked for; estimates made until then are kept
   */
  public static Optional<List<Outcome>> all(
      RecordedEstimator estimator,
      List<Architecture> architectures,
      String what,
      Progress progress) {
    List<Outcome> outcomes = new ArrayList<>(architectures.size());
    long known = estimator.known(architectures);
    List<Architecture> open = architectures;
    if (known == architectures.size()) {
      return Optional.of(estimator.estimate(architectures));
    }
    int atOnce = 1;
    try (Progress.Task task = progress.begin(what, "architectures", architectures.size(), known)) {
      while (!open.isEmpty()) {
        if (progress.stopRequested()) {
          return Optional.empty();
        }
        List<Architecture> next = open.subList(0, Math.min(atOnce, open.size()));
        long fresh = next.size() - estimator.known(next);
        long start = System.nanoTime();
        try {
          outcomes.addAll(estimator.estimate(next));
        } catch (EstimateStopped e) {
          return Optional.empty();
        }
        if ((System.nanoTime() - start) / 1e9 < SECONDS_AT_ONCE / 2) {
          atOnce = Math.min(2 * atOnce, MOST_AT_ONCE);
        }
        task.advance(fresh, "");
        open = open.subList(next.size(), open.size());
      }
    }
    return Optional.of(outcomes);
  }
}
