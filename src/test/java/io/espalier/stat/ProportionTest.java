package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

  @Test
  void agreesWithTheTablesOfNewcombe() {
    // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), method 3.
    assertInterval(Proportion.wilson(81, 263), 0.2553, 0.3662);
    assertInterval(Proportion.wilson(15, 148), 0.0624, 0.1605);
    assertInterval(Proportion.wilson(0, 20), 0.0000, 0.1611);
    assertInterval(Proportion.wilson(1, 29), 0.0061, 0.1718);
  }

  @Test
  void isExactAtItsEnds() {
    assertThat(Proportion.wilson(0, 7).low()).isZero();
    assertThat(Proportion.wilson(7, 7).high()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> Proportion.wilson(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proportion.wilson(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertInterval(Bootstrap.Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }
}
