package io.espalier.search.surrogate;

/**
 * When what was told is learned. To refit costs more the more there are; and as long as outcomes
 * count as what was expected of them, proposals keep apart.
 *
 * @param every once so many outcomes are new; beyond a hundred times as many, once a hundredth is
 */
public record Refit(int every) {

  private static final double LEAST_SHARE = 0.01;

  /** How many outcomes have to be new after {@code learned} were learned. */
  public double due(int learned) {
    return Math.max(every, LEAST_SHARE * learned);
  }
}
