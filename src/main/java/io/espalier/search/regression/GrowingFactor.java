package io.espalier.search.regression;

import java.util.Arrays;

/**
 * The lower triangular Cholesky factor L of a symmetric positive definite matrix that grows by a
 * row and a column at a time. With n rows, growing and solving take n² steps where a new
 * factorisation would take n³ / 3.
 */
final class GrowingFactor {

  private double[][] rows = new double[16][];
  private int size;

  /** The number of rows. */
  int size() {
    return size;
  }

  /**
   * Adds a row and a column to the matrix.
   *
   * @param row its elements left of the diagonal, {@link #size()} of them; changed by the call
   * @throws ArithmeticException if the matrix is not positive definite any more
   */
  void append(double[] row, double diagonal) {
    double[] added = Arrays.copyOf(row, size + 1);
    double rest = diagonal;
    for (int i = 0; i < size; i++) {
      added[i] = (added[i] - dot(rows[i], added, i)) / rows[i][i];
      rest -= added[i] * added[i];
    }
    if (!(rest > 0)) {
      throw new ArithmeticException("the matrix is not positive definite at row " + size);
    }
    added[size] = Math.sqrt(rest);
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
    }
    rows[size++] = added;
  }

  /** Drops all but the first {@code count} rows and columns. */
  void truncate(int count) {
    Arrays.fill(rows, count, size, null);
    size = count;
  }

  /**
   * Takes another factor in place of this one.
   *
   * @param lower L, {@code n} x {@code n} in row-major order; what lies above its diagonal is not
   *     read
   */
  void replace(double[] lower, int n) {
    rows = new double[Math.max(16, 2 * n)][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOfRange(lower, i * n, i * n + i + 1);
    }
    size = n;
  }

  /** The element of the matrix on its diagonal at {@code index}. */
  double diagonal(int index) {
    return dot(rows[index], rows[index], index + 1);
  }

  /**
   * The next element of the solution x of L x = b.
   *
   * @param x its first {@code known} elements are worked out
   * @param b the element of b at {@code known}
   */
  double next(double[] x, int known, double b) {
    return (b - dot(rows[known], x, known)) / rows[known][known];
  }

  /** Solves L x = b; b has {@link #size()} elements. */
  double[] solveLower(double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < size; i++) {
      x[i] = next(x, i, x[i]);
    }
    return x;
  }

  /** Solves L' x = b; b has {@link #size()} elements. */
  double[] solveUpper(double[] b) {
    double[] x = b.clone();
    for (int i = size - 1; i >= 0; i--) {
      double[] row = rows[i];
      double value = x[i] / row[i];
      x[i] = value;
      for (int j = 0; j < i; j++) {
        x[j] -= row[j] * value;
      }
    }
    return x;
  }

  /** The inner product of the first {@code count} elements; four sums, which do not wait. */
  private static double dot(double[] a, double[] b, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
