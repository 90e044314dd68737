package io.espalier.compare;

import io.espalier.random.Seed;
import io.espalier.stat.Bootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All runs of one searcher on one task.
 *
 * @param design the design
 * @param task the task's name
 * @param searcher the searcher's name
 * @param runs a run for each seed, in their order
 * @param optima the highest truth there is in each run
 */
record Cell(
    Design design, String task, String searcher, List<MethodRun> runs, List<Double> optima) {

  /** Truths closer than this count as equal, since sums may be rounded differently. */
  private static final double EQUAL = 1e-9;

  private static final int DRAWS = 2_000;

  /**
   * A mean with its confidence interval.
   *
   * @param mean the mean of the numbers among the values; NaN if there is none
   * @param low the lower end of its 95 % bootstrap interval
   * @param high the upper end
   */
  record Mean(double mean, double low, double high) {}

  /** The number of the sample in each run that was the optimum; 0 where it was not found. */
  int[] found() {
    int[] found = new int[runs.size()];
    for (int r = 0; r < found.length; r++) {
      found[r] = runs.get(r).samplesTo(optima.get(r) - EQUAL);
    }
    return found;
  }

  /** As {@link #found}, but one more than the budget where it was not found. */
  double[] censored() {
    return Arrays.stream(found()).mapToDouble(n -> n == 0 ? design.budget() + 1 : n).toArray();
  }

  /** The number of runs that found the optimum within {@code samples} samples. */
  int foundWithin(int samples) {
    return (int) Arrays.stream(found()).filter(n -> n > 0 && n <= samples).count();
  }

  /**
   * The regret of each run after {@code samples} samples: the optimum minus the truth of the best
   * score.
   */
  double[] regrets(int samples) {
    return regrets(run -> run.incumbentTruth(samples));
  }

  /** As {@link #regrets}, for the truly best among the best scores. */
  double[] topRegrets(int checkpoint) {
    return regrets(run -> run.topTruths().get(checkpoint));
  }

  private double[] regrets(ToDoubleFunction<MethodRun> truth) {
    double[] regrets = new double[runs.size()];
    for (int r = 0; r < regrets.length; r++) {
      double regret = optima.get(r) - truth.applyAsDouble(runs.get(r));
      regrets[r] = Math.abs(regret) < EQUAL ? 0 : regret;
    }
    return regrets;
  }

  /** The mean of the numbers among the values. */
  Mean mean(double[] values, String figure) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    if (known.length == 0) {
      return new Mean(Double.NaN, Double.NaN, Double.NaN);
    }
    // Each figure has its own seed, so that other figures do not change it.
    Seed seed = new Seed(0).derive(task).derive(searcher).derive(figure);
    Bootstrap.Interval interval =
        Bootstrap.interval(known.length, indices -> mean(known, indices), DRAWS, 0.95, seed);
    return new Mean(Arrays.stream(known).sum() / known.length, interval.low(), interval.high());
  }

  private static double mean(double[] values, int[] indices) {
    double sum = 0;
    for (int index : indices) {
      sum += values[index];
    }
    return sum / indices.length;
  }
}
