package io.espalier.search.regression;

import java.util.Arrays;

/**
 * The lower triangular Cholesky factor L of a symmetric positive definite matrix that grows by a
 * row and a column at a time. With n rows, growing and solving take n² steps where a new
 * factorisation would take n³ / 3.
 */
final class GrowingFactor {

  private double[][] rows = new double[16][];

  /** The number of rows. */
  private int size;

  /**
   * Adds a row and a column to the matrix.
   *
   * @param row its elements left of the diagonal, as many as it has rows; changed by the call
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
   * Replaces this factor by another one.
   *
   * @param lower L, {@code n} x {@code n} in row-major order; the elements above its diagonal are
   *     not read
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
   * @param x the solution, whose first {@code known} elements are known
   * @param b the element of b at {@code known}
   */
  double next(double[] x, int known, double b) {
    return (b - dot(rows[known], x, known)) / rows[known][known];
  }

  /**
   * The next elements of the solutions of L x = b and L y = c, put into {@code x} and {@code y}:
   * the same numbers, to the last bit, as those of {@link #next(double[], int, double)}, in little
   * more time than one of them takes, since eight sums keep the processor busy where four would
   * wait for each other.
   */
  void next(double[] x, double[] y, int known, double b, double c) {
    double[] row = rows[known];
    double x0 = 0;
    double x1 = 0;
    double x2 = 0;
    double x3 = 0;
    double y0 = 0;
    double y1 = 0;
    double y2 = 0;
    double y3 = 0;
    int i = 0;
    for (; i + 4 <= known; i += 4) {
      double r0 = row[i];
      double r1 = row[i + 1];
      double r2 = row[i + 2];
      double r3 = row[i + 3];
      x0 += r0 * x[i];
      x1 += r1 * x[i + 1];
      x2 += r2 * x[i + 2];
      x3 += r3 * x[i + 3];
      y0 += r0 * y[i];
      y1 += r1 * y[i + 1];
      y2 += r2 * y[i + 2];
      y3 += r3 * y[i + 3];
    }
    for (; i < known; i++) {
      x0 += row[i] * x[i];
      y0 += row[i] * y[i];
    }
    x[known] = (b - ((x0 + x1) + (x2 + x3))) / row[known];
    y[known] = (c - ((y0 + y1) + (y2 + y3))) / row[known];
  }

  /** Solves L x = b; b has an element for each row. */
  double[] solveLower(double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < size; i++) {
      x[i] = next(x, i, x[i]);
    }
    return x;
  }

  /** Solves L' x = b; b has an element for each row. */
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

  /**
   * The inner product of the first {@code count} elements; four independent sums, which do not wait
   * for each other.
   */
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
