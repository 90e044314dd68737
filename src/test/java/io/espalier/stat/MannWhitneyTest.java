package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MannWhitneyTest {

  @Test
  void isExactForSmallSamplesWithoutTies() {
    // All of five values below all of five others: 2 of the 252 orders are as extreme.
    MannWhitney apart = MannWhitney.of(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10});
    assertThat(apart.pValue()).isCloseTo(2 / 252.0, within(1e-12));
    assertThat(apart.less()).isEqualTo(1);
    // Example of SciPy's mannwhitneyu: U = 17, p = 0.1111.
    MannWhitney diabetes =
        MannWhitney.of(new double[] {19, 22, 16, 29, 24}, new double[] {20, 11, 17, 12});
    assertThat(diabetes.pValue()).isCloseTo(14 / 126.0, within(1e-12));
    assertThat(diabetes.less()).isCloseTo(3 / 20.0, within(1e-12));
  }

  @Test
  void correctsForTiesAndContinuity() {
    // By hand: ranks 2, 2, 5 | 2, 5, 5, 7 give U = 3, mean 6, variance 3*4/12 * (8 - 48/42).
    MannWhitney tied = MannWhitney.of(new double[] {1, 1, 2}, new double[] {1, 2, 2, 3});
    double z = (6 - 3 - 0.5) / Math.sqrt(8 - 48 / 42.0);
    double p = org.apache.commons.math3.special.Erf.erfc(z / Math.sqrt(2));
    assertThat(tied.pValue()).isCloseTo(p, within(1e-9));
    // 7 of the 12 pairs are less, 4 are equal.
    assertThat(tied.less()).isCloseTo(9 / 12.0, within(1e-12));
  }

  @Test
  void saysNothingWhereAllIsEqual() {
    MannWhitney equal = MannWhitney.of(new double[] {7, 7, 7}, new double[] {7, 7});
    assertThat(equal.pValue()).isEqualTo(1);
    assertThat(equal.less()).isEqualTo(0.5);
  }
}
