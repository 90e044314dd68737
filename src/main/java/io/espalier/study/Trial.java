package io.espalier.study;

import io.espalier.cost.Costs;
import java.util.OptionalDouble;

/**
 * One finished evaluation of a study: a row of {@code trials.csv}.
 *
 * @param number the number of the evaluation, from 1
 * @param architecture the id of what was estimated
 * @param score the estimate, higher is better, an accuracy in percent; empty if it failed
 * @param standardError the standard error of the score, in its unit
 * @param images how many images the score was measured on
 * @param seconds what the estimate cost, in seconds of wall time
 * @param costs what the architecture costs to run
 * @param bestSoFar the highest score of this trial and those before it; empty if all failed
 * @param why how the searcher came to it; behind it, for a failure, its reason
 */
public record Trial(
    int number,
    String architecture,
    OptionalDouble score,
    double standardError,
    int images,
    double seconds,
    Costs costs,
    OptionalDouble bestSoFar,
    String why) {

  /** How a trial ended. */
  public enum State {
    /** It has a score. */
    COMPLETE,
    /** It has none; the reason stands behind its {@code why}. */
    FAILED
  }

  /** How this trial ended. */
  public State state() {
    return score.isPresent() ? State.COMPLETE : State.FAILED;
  }
}
