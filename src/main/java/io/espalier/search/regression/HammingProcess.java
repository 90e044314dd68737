package io.espalier.search.regression;

import io.espalier.search.BitLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Bayesian regression on masks: a Gaussian process (Rasmussen and Williams, 2006, chapter 2) with
 * the kernel exp(-d s), where s is the share of picks that two masks do not have in common. It
 * weighs options, pairs, triples and so on, each order less than the one before.
 *
 * <p>On tabulated benchmarks it needs fewer samples than the kernel m + m(m-1)/2 of options and
 * pairs, m being the number of common picks.
 */
public final class HammingProcess {

  private static final double[] DECAYS = {1, 2, 4, 8};
  private static final double[] NOISES = {1e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1};

  /** Samples that are enough to choose the hyperparameters. */
  private static final int TUNING_SAMPLES = 128;

  /** Keeps a variance above rounding. */
  private static final double TINY = 1e-12;

  /**
   * What the kernel looks like.
   *
   * @param decay d, how fast masks that differ become unrelated
   * @param noise the variance of what the masks do not explain, relative to the function's
   */
  public record Hyperparameters(double decay, double noise) {}

  private final LinearAlgebra algebra;
  private final int bits;
  private final Hyperparameters hyperparameters;
  private final double[] kernelByCommon;
  private final double[] rows;
  private final int count;
  private final double variance;
  private final double[] coefficients;
  private final double mean;

  /** Fits the regression of {@code targets}, one per sample. */
  public HammingProcess(
      LinearAlgebra algebra,
      BitLayout layout,
      Hyperparameters hyperparameters,
      List<Sample> samples,
      double[] targets) {
    this.algebra = algebra;
    this.bits = layout.bits();
    this.hyperparameters = hyperparameters;
    this.kernelByCommon = kernelByCommon(layout.slots(), hyperparameters.decay());
    this.count = samples.size();
    this.rows = RidgeRegressor.rows(slots(samples), bits);
    this.mean = Arrays.stream(targets).average().orElseThrow();
    double[] centred = centred(targets, mean);
    double[] matrix = kernel(rows, count, rows, count);
    RidgeRegressor.addToDiagonal(matrix, count, hyperparameters.noise());
    this.coefficients = algebra.solve(matrix, count, centred, 1).values();
    this.variance = Math.max(dot(centred, coefficients) / count, TINY);
  }

  /**
   * The hyperparameters with the largest marginal likelihood, the scale of the function being the
   * likeliest for each; looks at {@value #TUNING_SAMPLES} samples, evenly taken.
   */
  public static Hyperparameters likeliest(
      LinearAlgebra algebra, BitLayout layout, List<Sample> samples, double[] targets) {
    int n = Math.min(samples.size(), TUNING_SAMPLES);
    double[] y = new double[n];
    Sample[] part = new Sample[n];
    for (int i = 0; i < n; i++) {
      int index = (int) ((long) i * samples.size() / n);
      part[i] = samples.get(index);
      y[i] = targets[index];
    }
    y = centred(y, Arrays.stream(y).average().orElseThrow());
    double[] rows = RidgeRegressor.rows(slots(List.of(part)), layout.bits());
    double[] common = algebra.products(rows, n, rows, n, layout.bits());
    Hyperparameters best = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (double decay : DECAYS) {
      double[] table = kernelByCommon(layout.slots(), decay);
      for (double noise : NOISES) {
        double[] matrix = lookUp(common.clone(), table);
        RidgeRegressor.addToDiagonal(matrix, n, noise);
        LinearAlgebra.Solution solution = algebra.solve(matrix, n, y, 1);
        double scale = Math.max(dot(y, solution.values()) / n, TINY);
        double likelihood = -0.5 * (n * Math.log(scale) + solution.logDeterminant());
        if (best == null || (float) likelihood > (float) highest) {
          highest = likelihood;
          best = new Hyperparameters(decay, noise);
        }
      }
    }
    return best;
  }

  private static List<int[]> slots(List<Sample> samples) {
    return samples.stream().map(Sample::slots).toList();
  }

  private static double[] centred(double[] targets, double mean) {
    return Arrays.stream(targets).map(target -> target - mean).toArray();
  }

  private static double[] kernelByCommon(int picks, double decay) {
    double[] table = new double[picks + 1];
    for (int m = 0; m <= picks; m++) {
      table[m] = Math.exp(-decay * (picks - m) / picks);
    }
    return table;
  }

  private double[] kernel(double[] a, int countA, double[] b, int countB) {
    return lookUp(algebra.products(a, countA, b, countB, bits), kernelByCommon);
  }

  private static double[] lookUp(double[] common, double[] table) {
    for (int i = 0; i < common.length; i++) {
      common[i] = table[(int) Math.rint(common[i])];
    }
    return common;
  }

  /** The expected targets of masks, given by their slots. */
  public double[] means(List<int[]> masks) {
    int number = masks.size();
    double[] shared = kernel(RidgeRegressor.rows(masks, bits), number, rows, count);
    double[] means = new double[number];
    for (int i = 0; i < number; i++) {
      double sum = mean;
      for (int j = 0; j < count; j++) {
        sum += shared[i * count + j] * coefficients[j];
      }
      means[i] = sum;
    }
    return means;
  }

  /**
   * The standard deviations of the targets of masks, given by their slots.
   *
   * @param pending masks that are being estimated: what they will tell is uncertain no more. With
   *     their expected targets as outcomes (the "kriging believer") the means stay as they are.
   */
  public double[] deviations(List<int[]> masks, List<int[]> pending) {
    int number = masks.size();
    int n = count + pending.size();
    double[] known = Arrays.copyOf(rows, n * bits);
    double[] added = RidgeRegressor.rows(pending, bits);
    System.arraycopy(added, 0, known, rows.length, added.length);
    double[] matrix = kernel(known, n, known, n);
    RidgeRegressor.addToDiagonal(matrix, n, hyperparameters.noise());
    double[] shared = kernel(RidgeRegressor.rows(masks, bits), number, known, n);
    double[] solved = algebra.solve(matrix, n, shared, number).values();
    double[] deviations = new double[number];
    for (int i = 0; i < number; i++) {
      double explained = 0;
      for (int j = 0; j < n; j++) {
        explained += shared[i * n + j] * solved[i * n + j];
      }
      deviations[i] = Math.sqrt(variance * Math.max(1 - explained, TINY));
    }
    return deviations;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
