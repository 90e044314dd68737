package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {

  /** The ranks of tables of order statistics, and the widest interval where there is none. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "5, 1, 5",
    "6, 1, 6",
    "8, 1, 8",
    "9, 2, 8",
    "10, 2, 9",
    "20, 6, 15",
    "30, 10, 21",
    "50, 18, 33",
    "100, 40, 61"
  })
  void isBetweenTheTabulatedRanks(int count, double low, double high) {
    double[] values = IntStream.range(0, count).mapToDouble(i -> count - i).toArray();
    assertThat(MedianInterval.of(values, 0.95)).isEqualTo(new Bootstrap.Interval(low, high));
  }
}
