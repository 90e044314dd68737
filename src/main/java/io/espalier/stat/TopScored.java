package io.espalier.stat;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The true quality of the elements with the highest scores.
 *
 * <p>If equal scores straddle the border of the top, figures are expected values over all ways to
 * fill the remaining places, so they never depend on the order of the elements.
 */
public final class TopScored {

  private TopScored() {}

  /**
   * The share of the top-scored that belong to the truly best: those whose truth is at least the
   * k-th highest, where k is the number of top-scored.
   *
   * @param share the size of the top as a share of all, at least one element
   * @return from 0 to 1; the expected value for uninformative scores is about {@code share}
   * @throws IllegalArgumentException if the lists differ in length, are empty, or hold NaN
   */
  public static double precision(double[] scores, double[] truths, double share) {
    int k = (int) Math.max(1, Math.round(share * scores.length));
    Top top = new Top(scores, truths, k);
    double[] sorted = truths.clone();
    Arrays.sort(sorted);
    double least = sorted[sorted.length - k];
    double certain = IntStream.of(top.above).filter(i -> truths[i] >= least).count();
    double tied = IntStream.of(top.border).filter(i -> truths[i] >= least).count();
    return (certain + tied * top.room / top.border.length) / k;
  }

  /**
   * The difference between the highest truth of all and the highest truth among the {@code count}
   * top-scored.
   *
   * @param count the size of the top; all elements if there are fewer
   * @return 0 or more, in the truths' unit
   * @throws IllegalArgumentException if the lists differ in length, are empty, or hold NaN
   */
  public static double regret(double[] scores, double[] truths, int count) {
    Top top = new Top(scores, truths, Math.min(count, scores.length));
    double best = Arrays.stream(truths).max().orElseThrow();
    double certain =
        IntStream.of(top.above).mapToDouble(i -> truths[i]).max().orElse(Double.NEGATIVE_INFINITY);
    double[] border = IntStream.of(top.border).mapToDouble(i -> truths[i]).sorted().toArray();
    // The probability that none of the j highest at the border is among those taken.
    double missed = 1;
    double expected = 0;
    for (int j = 0; j < border.length; j++) {
      int left = border.length - j;
      double taken = missed * Math.min(1, (double) top.room / left);
      expected += taken == 0 ? 0 : taken * Math.max(certain, border[left - 1]);
      missed -= taken;
    }
    // Rounding must not make the result negative.
    return Math.max(0, best - expected);
  }

  /**
   * The mean truth of the {@code count} top-scored.
   *
   * @param count the size of the top; all elements if there are fewer
   * @throws IllegalArgumentException if the lists differ in length, are empty, or hold NaN
   */
  public static double meanTruth(double[] scores, double[] truths, int count) {
    int k = Math.min(count, scores.length);
    Top top = new Top(scores, truths, k);
    double certain = IntStream.of(top.above).mapToDouble(i -> truths[i]).sum();
    double tied = IntStream.of(top.border).mapToDouble(i -> truths[i]).average().orElseThrow();
    return (certain + tied * top.room) / k;
  }

  /** The elements above the border, those on it, and how many of these belong to the top. */
  private static final class Top {

    private final int[] above;
    private final int[] border;
    private final int room;

    Top(double[] scores, double[] truths, int k) {
      if (scores.length != truths.length || k < 1) {
        throw new IllegalArgumentException(
            "no top %d of %d scores and %d truths".formatted(k, scores.length, truths.length));
      }
      if (holdsNaN(scores) || holdsNaN(truths)) {
        throw new IllegalArgumentException("a score or a truth is no number");
      }
      double[] sorted = scores.clone();
      Arrays.sort(sorted);
      double least = sorted[sorted.length - k];
      above = IntStream.range(0, scores.length).filter(i -> scores[i] > least).toArray();
      border = IntStream.range(0, scores.length).filter(i -> scores[i] == least).toArray();
      room = k - above.length;
    }
  }

  private static boolean holdsNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }
}
