package io.espalier.search.regression;

/** Linear algebra in plain Java: the reference that the native one is checked against. */
public final class PlainAlgebra implements LinearAlgebra {

  @Override
  public double[] gram(double[] rows, int count, int width) {
    double[] gram = new double[width * width];
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < width; i++) {
        double x = rows[r * width + i];
        if (x != 0) {
          for (int j = 0; j < width; j++) {
            gram[i * width + j] += x * rows[r * width + j];
          }
        }
      }
    }
    return gram;
  }

  @Override
  public double[] products(double[] a, int countA, double[] b, int countB, int width) {
    double[] products = new double[countA * countB];
    for (int i = 0; i < countA; i++) {
      for (int j = 0; j < countB; j++) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
          sum += a[i * width + k] * b[j * width + k];
        }
        products[i * countB + j] = sum;
      }
    }
    return products;
  }

  @Override
  public double[] cholesky(double[] matrix, int n) {
    double[] lower = matrix.clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = lower[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i * n + k] * lower[j * n + k];
        }
        if (i != j) {
          lower[i * n + j] = sum / lower[j * n + j];
        } else if (sum > 0) {
          lower[i * n + i] = Math.sqrt(sum);
        } else {
          throw new ArithmeticException("the matrix is not positive definite at row " + i);
        }
      }
    }
    return lower;
  }

  @Override
  public Solution solve(double[] matrix, int n, double[] sides, int count) {
    double[] lower = cholesky(matrix, n);
    double logDeterminant = 0;
    for (int i = 0; i < n; i++) {
      logDeterminant += 2 * Math.log(lower[i * n + i]);
    }
    double[] values = sides.clone();
    for (int s = 0; s < count; s++) {
      substitute(lower, n, values, s * n);
    }
    return new Solution(values, logDeterminant);
  }

  private static void substitute(double[] lower, int n, double[] x, int offset) {
    for (int i = 0; i < n; i++) {
      double sum = x[offset + i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i * n + k] * x[offset + k];
      }
      x[offset + i] = sum / lower[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[offset + i];
      for (int k = i + 1; k < n; k++) {
        sum -= lower[k * n + i] * x[offset + k];
      }
      x[offset + i] = sum / lower[i * n + i];
    }
  }
}
