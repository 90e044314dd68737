package io.espalier.supernet.evaluate;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Plan;
import io.espalier.space.Architecture;

/** A child whose estimate is under way. */
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

  /** The answers collected so far. */
  Answers answers() {
    return answers;
  }

  /** Whether it takes part in further images. */
  boolean isRunning() {
    return !dropped && failure.isEmpty();
  }

  /** Drops it: it gets no further images. */
  void drop() {
    dropped = true;
  }

  /** Marks it as failed for a reason. */
  void fail(String reason) {
    failure = reason;
  }

  /** Adds wall time spent on it. */
  void spend(double more) {
    seconds += more;
  }

  /** The outcome of the estimate. */
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
