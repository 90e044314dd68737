package io.espalier.search.regression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The values that a regressor learns for samples. */
public enum Targets {
  /** Their scores. */
  RAW,
  /**
   * Their ranks among each other. They do not depend on the unit of the score and are not distorted
   * by a few very bad architectures.
   */
  RANK,
  /**
   * Their scores, with those of the worst tenth raised to the best of that tenth: a few very bad
   * architectures do not distort them, and differences between the best, of which a search takes
   * ever more samples, are not exaggerated as by ranks, which amplify the noise between them.
   */
  CLIPPED;

  /** The share of samples whose scores are raised. */
  private static final double CLIPPED_SHARE = 0.1;

  /** The targets of {@code samples}. */
  public double[] of(List<Sample> samples) {
    return switch (this) {
      case RAW -> scores(samples);
      case RANK -> ranks(samples);
      case CLIPPED -> clipped(samples);
    };
  }

  private static double[] scores(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::score).toArray();
  }

  private static double[] clipped(List<Sample> samples) {
    double[] scores = scores(samples);
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double least = sorted[(int) (CLIPPED_SHARE * sorted.length)];
    return Arrays.stream(scores).map(score -> Math.max(score, least)).toArray();
  }

  /**
   * For each sample, its rank from the worst (near 0) to the best (near 1); ties share their mean
   * rank.
   */
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

  /** The targets of any scores, by those of some samples: straight between them, level beyond. */
  public static final class Scale {

    private final double[] scores;
    private final double[] targets;

    /**
     * The scale of these samples, at least one.
     *
     * @param targets of the samples, which rise with their scores
     */
    public Scale(List<Sample> samples, double[] targets) {
      int[] order =
          IntStream.range(0, targets.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> samples.get(i).score()))
              .mapToInt(Integer::intValue)
              .toArray();
      this.scores = Arrays.stream(order).mapToDouble(i -> samples.get(i).score()).toArray();
      this.targets = Arrays.stream(order).mapToDouble(i -> targets[i]).toArray();
    }

    /** The target of a score. */
    public double of(double score) {
      int found = Arrays.binarySearch(scores, score);
      if (found >= 0) {
        return targets[found];
      }
      int above = -found - 1;
      if (above == 0 || above == scores.length) {
        return targets[Math.min(above, scores.length - 1)];
      }
      double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
      return targets[above - 1] + share * (targets[above] - targets[above - 1]);
    }

    /**
     * The score with a target: the inverse of {@link #of}. Beyond the ends it goes on with the
     * slope of the tenth next to them.
     */
    public double score(double target) {
      int n = targets.length;
      int found = Arrays.binarySearch(targets, target);
      if (found >= 0) {
        return scores[found];
      }
      int above = -found - 1;
      int from = above == 0 ? 0 : above == n ? Math.max(0, n - 1 - n / 10) : above - 1;
      int to = above == 0 ? Math.min(n - 1, n / 10) : above == n ? n - 1 : above;
      if (above == n || above == 0) {
        int end = above == 0 ? 0 : n - 1;
        double run = targets[to] - targets[from];
        double slope = run > 0 ? (scores[to] - scores[from]) / run : 0;
        return scores[end] + slope * (target - targets[end]);
      }
      double share = (target - targets[from]) / (targets[to] - targets[from]);
      return scores[from] + share * (scores[to] - scores[from]);
    }

    /** The lowest target. */
    public double least() {
      return targets[0];
    }
  }
}
