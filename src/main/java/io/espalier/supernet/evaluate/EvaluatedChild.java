package io.espalier.supernet.evaluate;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Plan;
import io.espalier.space.Architecture;

/** A child while it is estimated. */
final class EvaluatedChild {

  private final Architecture architecture;
  private final Plan plan;
  private final Answers answers = new Answers();
  private boolean dropped;
  private String failure = "";
  private double seconds;

  EvaluatedChild(Architecture architecture, Plan plan) {
    this.architecture = architecture;
    this.plan = plan;
  }

  Architecture architecture() {
    return architecture;
  }

  Plan plan() {
    return plan;
  }

  /** What it has answered so far. */
  Answers answers() {
    return answers;
  }

  /** Whether further images are for it. */
  boolean isRunning() {
    return !dropped && failure.isEmpty();
  }

  /** Gives it no further images. */
  void drop() {
    dropped = true;
  }

  /** Says why it cannot be estimated. */
  void fail(String reason) {
    failure = reason;
  }

  /** Adds wall time that it took. */
  void spend(double more) {
    seconds += more;
  }

  /** What came of it. */
  Outcome outcome(Measure measure) {
    if (!failure.isEmpty()) {
      return new Failure(architecture, failure);
    }
    Score score = answers.score();
    if (!Double.isFinite(score.loss())) {
      return new Failure(architecture, "its loss is " + score.loss());
    }
    return new Estimate(
        architecture, score.by(measure), score.standardErrorBy(measure), score.images(), seconds);
  }
}
