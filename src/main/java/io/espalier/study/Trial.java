package io.espalier.study;

import io.espalier.cost.Costs;
import java.util.OptionalDouble;

/**
 * One finished evaluation of a study: a row of {@code trials.csv}.
 *
 * @param number the number of the evaluation, from 1
 * @param architecture the id of the estimated architecture
 * @param score the estimate, higher is better, an accuracy in percent; empty if it failed
 * @param standardError the standard error of the score, in its unit
 * @param images the number of images the score was measured on
 * @param seconds the wall time of the estimate, in seconds
 * @param costs the costs of the architecture
 * @param bestSoFar the highest score of this trial and those before it; empty if all failed
 * @param why the reason for the proposal; for a failure, followed by the reason for that
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

  /** The state of a trial. */
  public enum State {
    /** It has a score. */
    COMPLETE,
    /** It has no score; the reason is appended to its {@code why}. */
    FAILED
  }

  /**
   * The size of a network; NaN if a user's own table does not state it.
   *
   * @param macsMillions multiply-accumulate operations for one image, in millions
   * @param paramsMillions parameters, in millions
   */
  public record Size(double macsMillions, double paramsMillions) {}

  /** The state of this trial. */
  public State state() {
    return score.isPresent() ? State.COMPLETE : State.FAILED;
  }
}
