package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  @Property(tries = 200)
  void kendallAgreesWithCountingAllPairs(
      @ForAll @IntRange(min = 2, max = 60) int count,
      @ForAll @IntRange(min = 2, max = 40) int levels,
      @ForAll long seed) {
    double[] x = sample(count, levels, seed);
    double[] y = sample(count, levels, seed + 1);
    double expected = tauByPairs(x, y);
    if (Double.isNaN(expected)) {
      assertThat(RankCorrelation.kendallTau(x, y)).isNaN();
    } else {
      assertThat(RankCorrelation.kendallTau(x, y)).isCloseTo(expected, within(1e-12));
    }
  }

  @Property(tries = 200)
  void spearmanAgreesWithTheCorrelationOfRanks(
      @ForAll @IntRange(min = 3, max = 60) int count, @ForAll long seed) {
    double[] x = sample(count, 30, seed);
    double[] y = sample(count, 30, seed + 1);
    double expected = pearson(ranks(x), ranks(y));
    if (Double.isNaN(expected)) {
      assertThat(RankCorrelation.spearman(x, y)).isNaN();
    } else {
      assertThat(RankCorrelation.spearman(x, y)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void aHundredThousandPairsTakeNoTime() {
    double[] x = sample(100_000, 1 << 30, 1);
    double[] y = sample(100_000, 1 << 30, 2);
    assertThat(RankCorrelation.kendallTau(x, x)).isEqualTo(1);
    assertThat(RankCorrelation.kendallTau(x, y)).isCloseTo(0, within(0.02));
  }

  @Test
  void listsThatCannotBeComparedAreRefused() {
    assertThatThrownBy(() -> RankCorrelation.kendallTau(new double[3], new double[2]))
        .hasMessageContaining("3 and 2");
    assertThatThrownBy(() -> RankCorrelation.spearman(new double[] {1, Double.NaN}, new double[2]))
        .hasMessageContaining("value 1");
  }

  private static double[] sample(int count, int levels, long seed) {
    Random random = new Random(seed);
    return random.ints(count, 0, levels).asDoubleStream().toArray();
  }

  private static double tauByPairs(double[] x, double[] y) {
    long balance = 0;
    long untiedX = 0;
    long untiedY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        double signX = Math.signum(x[i] - x[j]);
        double signY = Math.signum(y[i] - y[j]);
        balance += (long) (signX * signY);
        untiedX += signX == 0 ? 0 : 1;
        untiedY += signY == 0 ? 0 : 1;
      }
    }
    return balance / Math.sqrt((double) untiedX * untiedY);
  }

  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        ranks[i] += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
      }
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      meanX += x[i] / x.length;
      meanY += y[i] / x.length;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx < 1e-9 || yy < 1e-9 ? Double.NaN : xy / Math.sqrt(xx * yy);
  }
}
