package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossGuardTest {

  private final LossGuard guard = new LossGuard(10);

  /** The step, counted from 1, at which this constant loss is called a problem; 0 for never. */
  private int stepOfProblem(double loss) {
    double average = guard.start();
    for (int step = 1; step <= 1_000; step++) {
      average = guard.average(average, loss);
      if (guard.problem(loss, 1, average).isPresent()) {
        return step;
      }
    }
    return 0;
  }

  @Test
  void aLossAsBadAsGuessingOrSomewhatWorseIsNoProblem() {
    assertThat(stepOfProblem(Math.log(10))).isZero();
    assertThat(stepOfProblem(1.9 * Math.log(10))).isZero();
  }

  @Test
  void aLossThatStaysFarAboveGuessingIs() {
    assertThat(stepOfProblem(3 * Math.log(10))).isBetween(20, 60);
    assertThat(stepOfProblem(100)).isBetween(2, 5);
  }

  @Test
  void whatIsNoNumberIsOneAtOnce() {
    double average = guard.start();
    assertThat(guard.problem(Double.NaN, 1, average)).hasValue("the loss is NaN");
    assertThat(guard.problem(1, Double.POSITIVE_INFINITY, average)).isPresent();
    assertThat(guard.problem(1, 1, average)).isEmpty();
  }
}
