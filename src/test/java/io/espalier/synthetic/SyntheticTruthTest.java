package io.espalier.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.NasNetSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticTruthTest {

  private static final OptionSpace SPACE = new OptionSpace(6, 3);

  private static List<Architecture> all() {
    List<Architecture> all = new ArrayList<>();
    for (int code = 0; code < 729; code++) {
      int[] options = new int[6];
      for (int c = 0, rest = code; c < 6; c++, rest /= 3) {
        options[c] = rest % 3;
      }
      all.add(Architecture.of(OptionSpace.NAME, options));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rugged", "peaks"})
  void anInstanceIsTheSameWheneverItIsMadeAndUnlikeOthers(String name) {
    SyntheticTruth truth = SyntheticTruth.named(name, SPACE, 3);
    SyntheticTruth again = SyntheticTruth.named(name, SPACE, 3);
    SyntheticTruth other = SyntheticTruth.named(name, SPACE, 4);
    assertThat(SPACE.size()).isEqualTo(BigInteger.valueOf(729));
    assertThat(all()).allMatch(a -> truth.applyAsDouble(a) == again.applyAsDouble(a));
    assertThat(all()).anyMatch(a -> truth.applyAsDouble(a) != other.applyAsDouble(a));
  }

  @Test
  void ruggedScoresHaveTheirScaleInAnySpace() {
    NasNetSpace space = new NasNetSpace();
    SyntheticTruth truth = SyntheticTruth.named("rugged", space, 1);
    RandomGenerator random = new Seed(2).generator();
    SummaryStatistics scores = new SummaryStatistics();
    for (int i = 0; i < 4_000; i++) {
      scores.addValue(truth.applyAsDouble(space.sample(random)));
    }
    assertThat(scores.getMean()).isCloseTo(90, within(0.1));
    assertThat(scores.getStandardDeviation()).isCloseTo(1.5, within(0.1));
    assertThat(truth.best()).isEmpty();
  }

  @Test
  void theHighestPeakIsOneArchitectureWorthAHundred() {
    SyntheticTruth truth = SyntheticTruth.named("peaks", SPACE, 5);
    assertThat(truth.best()).hasValue(100);
    assertThat(all().stream().filter(a -> truth.applyAsDouble(a) == 100)).hasSize(1);
    assertThat(all()).allMatch(a -> truth.applyAsDouble(a) >= 0 && truth.applyAsDouble(a) <= 100);
  }

  @Test
  void estimatesAreExact() {
    SyntheticTruth truth = SyntheticTruth.named("rugged", SPACE, 6);
    Architecture architecture = all().get(100);
    assertThat(new TruthEstimator(truth).estimate(List.of(architecture)))
        .containsExactly(new Estimate(architecture, truth.applyAsDouble(architecture), 0, 0, 0));
  }

  @Test
  void whatDoesNotSuitIsRefused() {
    assertThatThrownBy(() -> SyntheticTruth.named("hills", SPACE, 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("rugged");
    assertThatThrownBy(() -> SyntheticTruth.named("peaks", new NasNetSpace(), 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("one option each");
  }
}
