package io.espalier.stat;

import java.util.stream.IntStream;

/** Correction for multiple tests. */
public final class Holm {

  private Holm() {}

  /**
   * The p-values, each adjusted for all of them (Holm, "A simple sequentially rejective multiple
   * test procedure", 1979): those up to alpha can be rejected with a family-wise error of alpha.
   *
   * @return in the order of {@code pValues}
   */
  public static double[] adjust(double[] pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted((a, b) -> Double.compare(pValues[a], pValues[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      largest = Math.max(largest, (order.length - rank) * pValues[order[rank]]);
      adjusted[order[rank]] = Math.min(1, largest);
    }
    return adjusted;
  }
}
