package io.espalier.search.surrogate;

/**
 * Decides when new outcomes are learned. A refit costs more the more samples there are; and as long
 * as new outcomes count as their predictions, proposals stay diverse.
 *
 * @param every the number of new outcomes that makes a refit due
 * @param share the new outcomes needed as a share of those learned before, if that is more
 * @param most the upper bound on that share, in outcomes; beyond a hundred times these numbers, 1 %
 *     of the samples
 */
public record Refit(int every, double share, int most) {

  private static final double LEAST_SHARE = 0.01;

  /** A refit for every {@code every} outcomes. */
  public Refit(int every) {
    this(every, 0, 1);
  }

  /** The number of new outcomes that makes a refit due after {@code learned} were learned. */
  public double due(int learned) {
    double wanted = Math.max(every, Math.min(share * learned, most));
    return Math.max(wanted, LEAST_SHARE * learned);
  }
}
