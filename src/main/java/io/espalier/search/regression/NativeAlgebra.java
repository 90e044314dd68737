package io.espalier.search.regression;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Linear algebra by ND4J: matrix products by its gemm, systems by LAPACK's {@code dposv} from its
 * bundled OpenBLAS.
 *
 * <p>ND4J's own solvers are not used: they are 50 times slower or refuse valid matrices. OpenBLAS
 * runs on one thread, since at these sizes its threads cost a hundred times what they gain. Its
 * AVX-512 kernels give wrong solutions without an error; {@link CheckedAlgebra} detects them, and
 * {@code OPENBLAS_CORETYPE=HASWELL} in the environment avoids them.
 */
final class NativeAlgebra implements LinearAlgebra {

  /**
   * Loads ND4J and its native libraries.
   *
   * @throws LinkageError or RuntimeException if they cannot be loaded here
   */
  NativeAlgebra() {
    Nd4j.createFromArray(0.0).close();
    openblas.blas_set_num_threads(1);
  }

  @Override
  public double[] gram(double[] rows, int count, int width) {
    try (INDArray x = matrix(rows, count, width);
        INDArray gram = Nd4j.gemm(x, x, true, false)) {
      return values(gram, width * width);
    }
  }

  @Override
  public double[] products(double[] a, int countA, double[] b, int countB, int width) {
    if (countA < 2 || countB < 2) {
      // ND4J mistakes a result of one row or column for a view, and refuses it.
      return new PlainAlgebra().products(a, countA, b, countB, width);
    }
    // gemm writes in column-major order, and BA' in column-major order is AB' in row-major order.
    try (INDArray left = matrix(b, countB, width);
        INDArray right = matrix(a, countA, width);
        INDArray products = Nd4j.create(DataType.DOUBLE, new long[] {countB, countA}, 'f')) {
      Nd4j.gemm(left, right, products, false, true, 1, 0);
      return values(products, countA * countB);
    }
  }

  @Override
  public double[] cholesky(double[] matrix, int n) {
    double[] factor = matrix.clone();
    // The lower triangle in row-major order is the upper one in LAPACK's column-major order.
    int info = openblas.LAPACKE_dpotrf(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, factor, n);
    if (info != 0) {
      throw new ArithmeticException("LAPACKE_dpotrf returned " + info);
    }
    return factor;
  }

  @Override
  public Solution solve(double[] matrix, int n, double[] sides, int count) {
    double[] factor = matrix.clone();
    double[] values = sides.clone();
    int info =
        openblas.LAPACKE_dposv(
            openblas.LAPACK_COL_MAJOR, (byte) 'L', n, count, factor, n, values, n);
    if (info != 0) {
      throw new ArithmeticException("LAPACKE_dposv returned " + info);
    }
    double logDeterminant = 0;
    for (int i = 0; i < n; i++) {
      logDeterminant += 2 * Math.log(factor[i * n + i]);
    }
    return new Solution(values, logDeterminant);
  }

  private static INDArray matrix(double[] rows, int count, int width) {
    return Nd4j.createFromArray(rows).reshape('c', count, width);
  }

  private static double[] values(INDArray array, int count) {
    double[] values = new double[count];
    ((DoublePointer) array.data().pointer()).get(values);
    return values;
  }
}
