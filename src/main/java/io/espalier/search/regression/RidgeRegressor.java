package io.espalier.search.regression;

import io.espalier.search.BitFunction;
import io.espalier.search.BitLayout;
import io.espalier.search.Features;
import java.util.ArrayList;
import java.util.List;

/**
 * Least squares with a penalty on the squared weights, in closed form, on the bits of masks or on
 * the bits and their pairs.
 *
 * <p>On bits, with as many samples as bits or more, it solves (X'WX + rI) w = X'Wy; with fewer the
 * dual (X X' + r W<sup>-1</sup>) a = y, w = X'a, which gives the same weights. On pairs it solves
 * the dual with the kernel m + m(m-1)/2, where m is the number of bits in common. The penalty must
 * be positive, since the bits of a choice always sum to its picks.
 */
public final class RidgeRegressor {

  /** The terms of the regression. */
  public enum Terms {
    /** The bits of a mask. */
    LINEAR,
    /** The bits of a mask and all pairs of them. */
    PAIRWISE
  }

  /** The largest number of samples for a regression on pairs; more are thinned out evenly. */
  private static final int PAIRWISE_SAMPLES = 1_000;

  private final LinearAlgebra algebra;
  private final BitLayout layout;
  private final Terms terms;
  private final double ridge;

  /** A regression on the masks that {@code layout} lays out. */
  public RidgeRegressor(LinearAlgebra algebra, BitLayout layout, Terms terms, double ridge) {
    this.algebra = algebra;
    this.layout = layout;
    this.terms = terms;
    this.ridge = ridge;
  }

  /**
   * Fits {@code targets}, one per sample, which are centred first, so the function has no offset.
   * Samples with a smaller standard error have a larger weight.
   */
  public BitFunction fit(List<Sample> samples, double[] targets) {
    List<Sample> used = new ArrayList<>();
    int n = samples.size();
    if (terms == Terms.PAIRWISE) {
      n = Math.min(n, PAIRWISE_SAMPLES);
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      int index = (int) ((long) i * samples.size() / n);
      used.add(samples.get(index));
      y[i] = targets[index];
    }
    double[] weights = weights(used);
    centre(y, weights);
    if (terms == Terms.PAIRWISE) {
      return pairwise(used, y, weights);
    }
    return BitFunction.linear(
        n < layout.bits() ? dual(used, y, weights) : primal(used, y, weights));
  }

  /**
   * The inverse of the squared standard error, scaled so that typical samples have a weight of
   * about 1.
   */
  private static double[] weights(List<Sample> samples) {
    double mean = Sample.meanVariance(samples);
    double[] weights = new double[samples.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 / samples.get(i).relativeVariance(mean);
    }
    return weights;
  }

  private static void centre(double[] y, double[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * y[i];
      total += weights[i];
    }
    for (int i = 0; i < y.length; i++) {
      y[i] -= sum / total;
    }
  }

  private double[] primal(List<Sample> samples, double[] y, double[] weights) {
    int bits = layout.bits();
    double[] rows = new double[samples.size() * bits];
    double[] weighted = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double root = Math.sqrt(weights[i]);
      for (int bit : samples.get(i).slots()) {
        rows[i * bits + bit] = root;
      }
      weighted[i] = weights[i] * y[i];
    }
    double[] matrix = algebra.gram(rows, samples.size(), bits);
    for (int bit = 0; bit < bits; bit++) {
      matrix[bit * bits + bit] += ridge;
    }
    return algebra.solve(matrix, bits, bitSums(samples, weighted), 1).values();
  }

  private double[] dual(List<Sample> samples, double[] y, double[] weights) {
    return bitSums(samples, coefficients(samples, y, weights));
  }

  private BitFunction pairwise(List<Sample> samples, double[] y, double[] weights) {
    return BitFunction.ofCommonPairs(
        layout.bits(),
        samples.stream().map(Sample::slots).toList(),
        coefficients(samples, y, weights));
  }

  /** The coefficients of the dual form, one per sample. */
  private double[] coefficients(List<Sample> samples, double[] y, double[] weights) {
    int n = y.length;
    Features[] masks = new Features[n];
    for (int i = 0; i < n; i++) {
      masks[i] = Features.of(samples.get(i).slots(), layout.bits());
    }
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        int common = masks[i].common(masks[j]);
        int pairs = terms == Terms.PAIRWISE ? common * (common - 1) / 2 : 0;
        matrix[i * n + j] = common + pairs;
      }
      matrix[i * n + i] += ridge / weights[i];
    }
    return algebra.solve(matrix, n, y, 1).values();
  }

  /** For each bit, the sum of the values of the samples that have it. */
  private double[] bitSums(List<Sample> samples, double[] values) {
    double[] sums = new double[layout.bits()];
    for (int i = 0; i < values.length; i++) {
      for (int bit : samples.get(i).slots()) {
        sums[bit] += values[i];
      }
    }
    return sums;
  }
}
