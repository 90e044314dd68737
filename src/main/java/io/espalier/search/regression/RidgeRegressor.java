package io.espalier.search.regression;

import java.util.Arrays;
import java.util.List;

/**
 * Linear regression on the bits of masks with a penalty on the squared weights, in closed form.
 *
 * <p>With as many samples as bits or more it solves (X'X + rI) w = X'y; with fewer the dual (XX' +
 * rI) a = y, w = X'a, which gives the same weights. The penalty must be positive, since the bits of
 * a choice always sum to its picks.
 */
public final class RidgeRegressor {

  private final LinearAlgebra algebra;
  private final int bits;
  private final double ridge;

  public RidgeRegressor(LinearAlgebra algebra, int bits, double ridge) {
    this.algebra = algebra;
    this.bits = bits;
    this.ridge = ridge;
  }

  /** One weight per bit; {@code targets} are centred first, so the weights leave out an offset. */
  public double[] fit(List<Sample> samples, double[] targets) {
    double mean = Arrays.stream(targets).average().orElseThrow();
    double[] centred = Arrays.stream(targets).map(target -> target - mean).toArray();
    double[] rows = rows(samples.stream().map(Sample::slots).toList(), bits);
    int n = samples.size();
    return n < bits ? dual(samples, rows, centred) : primal(samples, rows, centred);
  }

  private double[] primal(List<Sample> samples, double[] rows, double[] targets) {
    double[] matrix = algebra.gram(rows, samples.size(), bits);
    addToDiagonal(matrix, bits, ridge);
    return algebra.solve(matrix, bits, transposedTimes(samples, targets), 1).values();
  }

  private double[] dual(List<Sample> samples, double[] rows, double[] targets) {
    int n = samples.size();
    double[] matrix = algebra.products(rows, n, rows, n, bits);
    addToDiagonal(matrix, n, ridge);
    return transposedTimes(samples, algebra.solve(matrix, n, targets, 1).values());
  }

  private double[] transposedTimes(List<Sample> samples, double[] vector) {
    double[] product = new double[bits];
    for (int i = 0; i < vector.length; i++) {
      for (int bit : samples.get(i).slots()) {
        product[bit] += vector[i];
      }
    }
    return product;
  }

  static void addToDiagonal(double[] matrix, int n, double value) {
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] += value;
    }
  }

  /** Masks, given by their slots, as one row of {@code bits} numbers 0 or 1 each. */
  static double[] rows(List<int[]> masks, int bits) {
    double[] rows = new double[masks.size() * bits];
    for (int i = 0; i < masks.size(); i++) {
      for (int bit : masks.get(i)) {
        rows[i * bits + bit] = 1;
      }
    }
    return rows;
  }
}
