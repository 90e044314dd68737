package io.espalier.search.surrogate;

/**
 * When what was told is learned. To refit costs more the more there are; and as long as outcomes
 * count as what was expected of them, proposals keep apart.
 *
 * @param every once so many outcomes are new
 * @param share and once so many are new as a share of those learned before
 * @param most but, whatever the share says, once so many are new; beyond a hundred times as many as
 *     these numbers, once a hundredth is
 */
public record Refit(int every, double share, int most) {

  private static final double LEAST_SHARE = 0.01;

  /** A refit for every so many outcomes. */
  public Refit(int every) {
    this(every, 0, 1);
  }

  /** How many outcomes have to be new after {@code learned} were learned. */
  public double due(int learned) {
    double wanted = Math.max(every, Math.min(share * learned, most));
    return Math.max(wanted, LEAST_SHARE * learned);
  }
}
