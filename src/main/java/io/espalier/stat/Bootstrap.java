package io.espalier.stat;

import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Confidence intervals of a statistic by resampling the sample. */
public final class Bootstrap {

  private Bootstrap() {}

  /**
   * A range of values.
   *
   * @param low its lower end
   * @param high its upper end
   */
  public record Interval(double low, double high) {}

  /**
   * The percentile interval (Efron, 1979) of a statistic.
   *
   * @param count the number of elements of the sample
   * @param statistic the statistic of the elements with the given indices, some of which occur
   *     several times; draws for which it is NaN are left out
   * @param draws the number of resamples; 1,000 or more for an interval of 95 %
   * @param confidence the share of draws inside the interval, for example 0.95
   * @return both ends NaN if the statistic was NaN in every draw
   */
  public static Interval interval(
      int count, ToDoubleFunction<int[]> statistic, int draws, double confidence, Seed seed) {
    if (count < 1 || draws < 1 || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "no interval of %s from %d draws of %d elements".formatted(confidence, draws, count));
    }
    RandomGenerator random = seed.generator();
    double[] values = new double[draws];
    int known = 0;
    int[] indices = new int[count];
    for (int d = 0; d < draws; d++) {
      for (int i = 0; i < count; i++) {
        indices[i] = random.nextInt(count);
      }
      double value = statistic.applyAsDouble(indices);
      if (!Double.isNaN(value)) {
        values[known++] = value;
      }
    }
    if (known == 0) {
      return new Interval(Double.NaN, Double.NaN);
    }
    double[] sample = Arrays.copyOf(values, known);
    return new Interval(
        Quantile.of(sample, (1 - confidence) / 2), Quantile.of(sample, (1 + confidence) / 2));
  }
}
