package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NormalScaleTest {

  @Test
  void threeValuesStandAtTheirQuartiles() {
    NormalScale scale = new NormalScale(new double[] {300, 100, 200});
    // The quartiles of the normal distribution.
    assertThat(scale.of(100)).isCloseTo(-0.67449, within(1e-5));
    assertThat(scale.of(200)).isCloseTo(0, within(1e-12));
    assertThat(scale.of(300)).isCloseTo(0.67449, within(1e-5));
    assertThat(scale.of(250)).isCloseTo(0.67449 / 2, within(1e-5));
  }

  @Test
  void equalValuesTakeTheMeanOfTheirRanks() {
    NormalScale scale = new NormalScale(new double[] {1, 2, 2, 2, 3});
    assertThat(scale.of(2)).isCloseTo(0, within(1e-12));
    assertThat(scale.of(3)).isCloseTo(-scale.of(1), within(1e-12));
  }

  @Test
  void risesThroughoutAndIsBlindToTheUnit() {
    RandomGenerator random = new Seed(3).generator();
    double[] sample = random.doubles(200).map(x -> Math.exp(5 * x)).toArray();
    double[] scaled = sample.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = 1e6 * sample[i] - 7;
    }
    NormalScale scale = new NormalScale(sample);
    NormalScale other = new NormalScale(scaled);
    double before = Double.NEGATIVE_INFINITY;
    for (double x = -50; x < 300; x += 0.25) {
      double at = scale.of(x);
      assertThat(at).isGreaterThan(before);
      assertThat(other.of(1e6 * x - 7)).isCloseTo(at, within(1e-6));
      before = at;
    }
  }

  @Test
  void aSampleThatIsAllAlikeSaysNothing() {
    NormalScale scale = new NormalScale(new double[] {4, 4, 4});
    assertThat(scale.of(4)).isCloseTo(0, within(1e-12));
    assertThat(scale.of(9)).isCloseTo(0, within(1e-12));
    assertThatThrownBy(() -> new NormalScale(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NormalScale(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
