package io.espalier.latency;

import io.espalier.stat.Quantile;
import io.espalier.stat.RankCorrelation;
import java.util.Locale;

/**
 * How well predicted latencies agree with measured ones.
 *
 * @param networks the number of networks
 * @param kendallTau the rank correlation; NaN if all are equal
 * @param mapePercent the mean absolute error, in percent of the measured latency
 * @param p95Percent what 95 percent of these errors are at most
 */
public record Agreement(int networks, double kendallTau, double mapePercent, double p95Percent) {

  private static final double MOST = 0.95;
  private static final double PERCENT = 100;

  /** Of predictions. */
  static Agreement of(double[] predicted, double[] measured) {
    double[] errors = new double[measured.length];
    double sum = 0;
    for (int n = 0; n < errors.length; n++) {
      errors[n] = PERCENT * Math.abs(predicted[n] - measured[n]) / measured[n];
      sum += errors[n];
    }
    return new Agreement(
        errors.length,
        errors.length < 2 ? Double.NaN : RankCorrelation.kendallTau(predicted, measured),
        sum / errors.length,
        Quantile.of(errors, MOST));
  }

  /** In words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Kendall tau %.3f, MAPE %.1f %%, 95 %% of errors below %.1f %%, on %d networks",
        kendallTau,
        mapePercent,
        p95Percent,
        networks);
  }
}
