package io.espalier.search.lanas;

import io.espalier.search.BitLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Bayesian regression on the bits of masks and all their pairs: a Gaussian process (Rasmussen and
 * Williams, 2006, chapter 2) whose kernel counts the bits and the pairs of bits that two masks
 * share. With m bits in common that is m + m(m-1)/2, whatever the number of features.
 *
 * <p>The scale of the function and the share of noise are those of the largest marginal likelihood.
 */
final class PairwiseRegressor {

  /** Shares of noise, relative to the variance of the function, among which one is chosen. */
  private static final double[] NOISE = {1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1, 3};

  /** Samples that are enough to choose the share of noise. */
  private static final int TUNING_SAMPLES = 128;

  private final LinearAlgebra algebra;
  private final int bits;
  private final double[] kernelByCommon;
  private final double[] rows;
  private final int count;
  private final double noise;
  private final double variance;
  private final double[] coefficients;
  private final double mean;

  /** Fits the regression of {@code targets}, one per sample. */
  PairwiseRegressor(
      LinearAlgebra algebra, BitLayout layout, List<Sample> samples, double[] targets) {
    this.algebra = algebra;
    this.bits = layout.bits();
    this.kernelByCommon = kernelByCommon(layout.slots());
    this.count = samples.size();
    this.rows = RidgeRegressor.rows(samples.stream().map(Sample::slots).toList(), bits);
    this.mean = Arrays.stream(targets).average().orElseThrow();
    double[] centred = Arrays.stream(targets).map(target -> target - mean).toArray();
    double[] matrix = kernel(rows, count, rows, count);
    this.noise = chooseNoise(matrix, centred);
    RidgeRegressor.addToDiagonal(matrix, count, noise);
    this.coefficients = algebra.solve(matrix, count, centred, 1).values();
    this.variance = Math.max(dot(centred, coefficients) / count, 1e-12);
  }

  private static double[] kernelByCommon(int picks) {
    double[] table = new double[picks + 1];
    for (int m = 0; m <= picks; m++) {
      table[m] = (m + m * (m - 1) / 2.0) / (picks + picks * (picks - 1) / 2.0);
    }
    return table;
  }

  private double[] kernel(double[] a, int countA, double[] b, int countB) {
    double[] common = algebra.products(a, countA, b, countB, bits);
    for (int i = 0; i < common.length; i++) {
      common[i] = kernelByCommon[(int) Math.rint(common[i])];
    }
    return common;
  }

  /**
   * The share of noise with the largest marginal likelihood, the scale of the function given by it.
   */
  private double chooseNoise(double[] matrix, double[] targets) {
    int n = Math.min(count, TUNING_SAMPLES);
    double[] y = new double[n];
    double[] part = new double[n * n];
    for (int i = 0; i < n; i++) {
      int row = (int) ((long) i * count / n);
      y[i] = targets[row];
      for (int j = 0; j < n; j++) {
        part[i * n + j] = matrix[row * count + (int) ((long) j * count / n)];
      }
    }
    double best = NOISE[0];
    double likeliest = Double.NEGATIVE_INFINITY;
    for (double candidate : NOISE) {
      double[] noisy = part.clone();
      RidgeRegressor.addToDiagonal(noisy, n, candidate);
      LinearAlgebra.Solution solution = algebra.solve(noisy, n, y, 1);
      double scale = Math.max(dot(y, solution.values()) / n, 1e-12);
      double likelihood = -0.5 * (n * Math.log(scale) + solution.logDeterminant());
      if (likelihood > likeliest) {
        likeliest = likelihood;
        best = candidate;
      }
    }
    return best;
  }

  /** The expected targets of masks, given by their slots. */
  double[] means(List<int[]> masks) {
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
  double[] deviations(List<int[]> masks, List<int[]> pending) {
    int number = masks.size();
    int n = count + pending.size();
    double[] known = Arrays.copyOf(rows, n * bits);
    double[] added = RidgeRegressor.rows(pending, bits);
    System.arraycopy(added, 0, known, rows.length, added.length);
    double[] matrix = kernel(known, n, known, n);
    RidgeRegressor.addToDiagonal(matrix, n, noise);
    double[] shared = kernel(RidgeRegressor.rows(masks, bits), number, known, n);
    double[] solved = algebra.solve(matrix, n, shared, number).values();
    double[] deviations = new double[number];
    for (int i = 0; i < number; i++) {
      double explained = 0;
      for (int j = 0; j < n; j++) {
        explained += shared[i * n + j] * solved[i * n + j];
      }
      deviations[i] = Math.sqrt(variance * Math.max(1 - explained, 1e-12));
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
