package io.espalier.search;

import java.util.Arrays;

/** A fixed list of scores that gives any score a rank between 0 (worst) and 1 (best). */
final class RankScale {

  private final double[] ascending;

  /** The scale of {@code scores}, in any order. */
  RankScale(double[] scores) {
    ascending = scores.clone();
    Arrays.sort(ascending);
  }

  /** The number of scores of the scale. */
  int size() {
    return ascending.length;
  }

  /**
   * The share of the scale's scores below {@code score}, counting equal ones half; 0.5 if empty.
   */
  double rank(double score) {
    int n = ascending.length;
    return n == 0 ? 0.5 : (countBelow(score) + countBelow(Math.nextUp(score))) / (2.0 * n);
  }

  private int countBelow(double score) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
