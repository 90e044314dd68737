package io.espalier.rank;

/**
 * A figure of an estimator, with its interval.
 *
 * @param estimator whose scores
 * @param against what they are compared with: {@link Ranking#TRUTH}, or another estimator
 * @param quality which figure
 * @param value the figure; NaN if it cannot be had
 * @param low lower end of the interval
 * @param high upper end of the interval
 * @param architectures how many it is of
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
