package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "93.456, 2, 93.46",
    "0.5, 2, 0.50",
    "0.1234, 2, 0.12",
    "0.05, 2, 0.05",
    "0.0123, 2, 0.012",
    "0.00341, 2, 0.0034",
    "-0.00341, 2, -0.0034",
    "0.00099999, 2, 0.001",
    "0, 2, 0.00",
    "0.0004, 0, 0.0004",
    "1234.4, 0, 1234",
    "3.21e-12, 4, 3.2e-12",
    "NaN, 2, NaN",
  })
  void smallNumbersKeepTwoDigits(double value, int decimals, String text) {
    assertThat(Decimals.text(value, decimals)).isEqualTo(text);
  }

  @Property(tries = 500)
  void nothingButZeroLooksLikeZero(
      @ForAll @DoubleRange(min = -1, max = 1) double value,
      @ForAll @IntRange(min = 0, max = 6) int decimals) {
    double shown = Double.parseDouble(Decimals.text(value, decimals));
    assertThat(Math.abs(shown - value)).isLessThanOrEqualTo(0.5 * Math.pow(10, -decimals) + 1e-12);
    assertThat(shown == 0).isEqualTo(value == 0);
  }
}
