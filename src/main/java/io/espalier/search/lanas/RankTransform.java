package io.espalier.search.lanas;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Scores replaced by their ranks. What a regressor then learns does not change with the unit of the
 * score, nor is it bent by a few very bad architectures.
 */
final class RankTransform {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private RankTransform() {}

  /** For each sample its rank from the worst (near 0) to the best (near 1); ties share theirs. */
  static double[] ranks(List<Sample> samples) {
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

  /** The ranks as quantiles of the standard normal distribution, which a regressor's noise has. */
  static double[] normalScores(List<Sample> samples) {
    double[] scores = ranks(samples);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = NORMAL.inverseCumulativeProbability(scores[i]);
    }
    return scores;
  }
}
