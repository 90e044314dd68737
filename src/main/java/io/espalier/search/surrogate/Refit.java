package io.espalier.search.surrogate;

/**
 * When what was told is learned.
 *
 * @param every once so many outcomes are new
 * @param share and once so many are new as a share of those learned before: to refit costs more the
 *     more there are, and what is not learned yet keeps proposals apart
 */
public record Refit(int every, double share) {

  /** How many outcomes have to be new after {@code learned} were learned. */
  public double due(int learned) {
    return Math.max(every, share * learned);
  }
}
