package io.espalier.search.regression;

/**
 * The dense linear algebra of the regressors, in double. Matrices are arrays in row-major order;
 * arguments are not changed.
 */
public interface LinearAlgebra {

  /** The {@code width} x {@code width} matrix X'X of {@code count} rows of X. */
  double[] gram(double[] rows, int count, int width);

  /** The {@code countA} x {@code countB} matrix AB' of all inner products of rows of A and of B. */
  double[] products(double[] a, int countA, double[] b, int countB, int width);

  /**
   * The lower triangular L with LL' = A; the elements above its diagonal are undefined.
   *
   * @param matrix A, symmetric positive definite, {@code n} x {@code n}
   * @throws ArithmeticException if A is not positive definite
   */
  double[] cholesky(double[] matrix, int n);

  /**
   * Solves A x = b for several right-hand sides by Cholesky decomposition.
   *
   * @param matrix A, symmetric positive definite, {@code n} x {@code n}
   * @param sides the right-hand sides one after another, {@code count} x {@code n}
   * @throws ArithmeticException if A is not positive definite or the solution fails its check
   */
  Solution solve(double[] matrix, int n, double[] sides, int count);

  /**
   * The solution of a system.
   *
   * @param values one solution after another, {@code count} x {@code n}
   * @param logDeterminant the natural logarithm of A's determinant
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Solution(double[] values, double logDeterminant) {}
}
