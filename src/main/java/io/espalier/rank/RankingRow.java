package io.espalier.rank;

/**
 * A figure of an estimator, with its interval.
 *
 * @param estimator the estimator of the scores
 * @param against the reference: {@link Ranking#TRUTH}, or another estimator
 * @param quality the kind of figure
 * @param value the figure; NaN if it is undefined
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param architectures the number of architectures it is computed from
 */
public record RankingRow(
    String estimator,
    String against,
    Quality quality,
    double value,
    double low,
    double high,
    int architectures) {

  /** The figure with its interval. */
  public String text() {
    return Double.isNaN(value)
        ? "–"
        : "%s [%s, %s]".formatted(quality.text(value), quality.text(low), quality.text(high));
  }
}
