package io.espalier.search.regression;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a regressor learns of samples. */
public enum Targets {
  /** Their scores. */
  RAW,
  /**
   * Their ranks among each other. What is learned then does not change with the unit of the score,
   * nor is it bent by a few very bad architectures.
   */
  RANK;

  /** The targets of {@code samples}. */
  public double[] of(List<Sample> samples) {
    return this == RAW ? samples.stream().mapToDouble(Sample::score).toArray() : ranks(samples);
  }

  /** For each sample its rank from the worst (near 0) to the best (near 1); ties share theirs. */
  private static double[] ranks(List<Sample> samples) {
    int n = samples.size();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> samples.get(i).score()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[n];
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && samples.get(order[to]).score() == samples.get(order[from]).score()) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to) / (2.0 * n);
      }
      from = to;
    }
    return ranks;
  }
}
