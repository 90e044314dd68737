package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopScoredTest {

  private static final double[] TRUTHS = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100};

  @Test
  void figuresOfScoresWithoutTiesAreThoseOfTheirTop() {
    double[] scores = {0, 1, 2, 3, 4, 5, 9, 7, 8, 6};
    // The three top-scored have truths 70, 90, 80; the three truly best 80, 90, 100.
    assertThat(TopScored.precision(scores, TRUTHS, 0.3)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(TopScored.regret(scores, TRUTHS, 1)).isEqualTo(30);
    assertThat(TopScored.regret(scores, TRUTHS, 3)).isEqualTo(10);
    assertThat(TopScored.regret(scores, TRUTHS, 4)).isEqualTo(0);
    assertThat(TopScored.regret(scores, TRUTHS, 100)).isEqualTo(0);
    assertThat(TopScored.meanTruth(scores, TRUTHS, 3)).isEqualTo(80);
  }

  @Test
  void tiesAtTheBorderCountByTheirExpectedValue() {
    // One above the border; two of the three tied ones belong to the top.
    double[] scores = {9, 5, 5, 5, 0, 0, 0, 0, 0, 0};
    double[] truths = {1, 100, 90, 2, 3, 80, 4, 5, 6, 7};
    assertThat(TopScored.precision(scores, truths, 0.3)).isCloseTo(2 * 2 / 3.0 / 3, within(1e-12));
    // Of three pairs two hold the 100, and one the 90.
    assertThat(TopScored.regret(scores, truths, 3)).isCloseTo(10 / 3.0, within(1e-12));
    assertThat(TopScored.meanTruth(scores, truths, 3))
        .isCloseTo((1 + 2 * 192 / 3.0) / 3, within(1e-12));
    assertThat(TopScored.regret(scores, truths, 2))
        .isCloseTo(100 - (100 + 90 + 2) / 3.0, within(1e-12));
  }

  @Test
  void scoresThatAreAllAlikeSayNothing() {
    double[] alike = new double[10];
    assertThat(TopScored.precision(alike, TRUTHS, 0.2)).isCloseTo(0.2, within(1e-12));
    assertThat(TopScored.meanTruth(alike, TRUTHS, 3)).isCloseTo(55, within(1e-12));
    assertThat(TopScored.regret(alike, TRUTHS, 1)).isCloseTo(45, within(1e-12));
  }

  @Test
  void theTruthItselfIsPerfectWithTiesToo() {
    double[] tied = {1, 1, 1, 1, 2, 2, 2, 3, 3, 3};
    for (double share : new double[] {0.05, 0.1, 0.4, 1}) {
      assertThat(TopScored.precision(tied, tied, share)).isCloseTo(1, within(1e-12));
    }
    assertThat(TopScored.regret(tied, tied, 1)).isEqualTo(0);
  }

  @Test
  void theOrderOfTheElementsDoesNotMatter() {
    RandomGenerator random = new Seed(5).generator();
    double[] scores = IntStream.range(0, 40).mapToDouble(i -> random.nextInt(6)).toArray();
    double[] truths = IntStream.range(0, 40).mapToDouble(i -> random.nextInt(9)).toArray();
    double[] scoresBack = reversed(scores);
    double[] truthsBack = reversed(truths);
    for (int k = 1; k <= 40; k++) {
      double share = k / 40.0;
      assertThat(TopScored.precision(scores, truths, share))
          .isCloseTo(TopScored.precision(scoresBack, truthsBack, share), within(1e-12));
      assertThat(TopScored.regret(scores, truths, k))
          .isCloseTo(TopScored.regret(scoresBack, truthsBack, k), within(1e-12));
    }
  }

  @Test
  void refusesWhatHasNoTop() {
    assertThatThrownBy(() -> TopScored.regret(new double[2], new double[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TopScored.regret(new double[0], new double[0], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TopScored.precision(new double[] {Double.NaN}, new double[1], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] reversed(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[values.length - 1 - i])
        .toArray();
  }
}
