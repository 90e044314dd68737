package io.espalier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianRuleTest {

  /** Means after one, two and three epochs: 50, 60, 70; 40, 40, 40; 60, 50, 60. */
  private static final List<List<Double>> BEFORE =
      List.of(List.of(50.0, 70.0, 90.0), List.of(40.0, 40.0, 40.0), List.of(60.0, 40.0, 80.0));

  private static final MedianRule RULE = new MedianRule(3, 1);

  @Test
  void aTrainingBelowTheMedianOfMeansIsGivenUp() {
    // Medians: 50, 50, 60.
    assertThat(RULE.stop(List.of(49.9), 3, BEFORE)).hasValue(1);
    assertThat(RULE.stop(List.of(50.0), 3, BEFORE)).as("strictly below").isEmpty();
    assertThat(RULE.stop(List.of(51.0, 30.0), 3, BEFORE)).as("the best counts").isEmpty();
    assertThat(RULE.stop(List.of(51.0, 50.5, 58.0), 4, BEFORE)).hasValue(3);
    assertThat(RULE.stop(List.of(51.0, 50.5, 58.0), 3, BEFORE)).as("it is done").isEmpty();
  }

  @Test
  void itWaitsForTrainingsThatAreDoneAndForEpochs() {
    assertThat(RULE.stop(List.of(1.0), 3, BEFORE.subList(0, 2))).isEmpty();
    assertThat(MedianRule.NONE.stop(List.of(1.0), 3, BEFORE)).isEmpty();
    MedianRule patient = new MedianRule(3, 2);
    assertThat(patient.stop(List.of(1.0), 3, BEFORE)).isEmpty();
    assertThat(patient.stop(List.of(1.0, 1.0), 3, BEFORE)).hasValue(2);
  }
}
