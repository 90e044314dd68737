package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void theIntervalOfAMeanCoversTheTruthAsOftenAsItSays() {
    int covered = 0;
    int samples = 200;
    for (int s = 0; s < samples; s++) {
      double[] values = new Random(s).doubles(60).toArray();
      Bootstrap.Interval interval = intervalOfMean(values, new Seed(s));
      covered += interval.low() <= 0.5 && interval.high() >= 0.5 ? 1 : 0;
    }
    // 95 % of 200; the seeds are fixed, and 4 standard deviations of chance are 12.
    assertThat(covered).isBetween(190 - 12, 200);
  }

  @Test
  void theSeedDecides() {
    double[] values = new Random(1).doubles(30).toArray();
    assertThat(intervalOfMean(values, new Seed(5))).isEqualTo(intervalOfMean(values, new Seed(5)));
    assertThat(intervalOfMean(values, new Seed(5)))
        .isNotEqualTo(intervalOfMean(values, new Seed(6)));
  }

  @Test
  void aStatisticThatIsNeverANumberHasNoInterval() {
    assertThat(Bootstrap.interval(3, indices -> Double.NaN, 10, 0.9, new Seed(1)).low()).isNaN();
  }

  @Property(tries = 200)
  void quantilesAgreeWithTheirDefinition(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll long seed) {
    double[] values = new Random(seed).doubles(count).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = share * (count - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(count - 1, below + 1);
    double expected = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    assertThat(Quantile.of(values, share)).isCloseTo(expected, within(1e-9));
  }

  private static Bootstrap.Interval intervalOfMean(double[] values, Seed seed) {
    return Bootstrap.interval(
        values.length,
        indices -> Arrays.stream(indices).mapToDouble(i -> values[i]).average().orElseThrow(),
        400,
        0.95,
        seed);
  }
}
