package io.espalier.stat;

/** Proportions of successes. */
public final class Proportion {

  /** The standard normal quantile of 0.975. */
  private static final double Z_95 = 1.959963984540054;

  private Proportion() {}

  /**
   * The 95 % interval of a share (Wilson, "Probable inference, the law of succession, and
   * statistical inference", 1927), which is accurate for few trials and for shares of 0 and 1.
   *
   * @param successes from 0 to {@code trials}
   * @param trials at least 1
   */
  public static Bootstrap.Interval wilson(int successes, int trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "no share of %d successes in %d trials".formatted(successes, trials));
    }
    double share = (double) successes / trials;
    double square = Z_95 * Z_95 / trials;
    double centre = (share + square / 2) / (1 + square);
    double half =
        Z_95 / (1 + square) * Math.sqrt(share * (1 - share) / trials + square / (4 * trials));
    return new Bootstrap.Interval(
        successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half);
  }
}
