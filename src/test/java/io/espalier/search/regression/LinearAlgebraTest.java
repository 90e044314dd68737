package io.espalier.search.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {

  private final RandomGenerator random = new Seed(1).generator();

  /** A X' X + I of random rows: symmetric and positive definite. */
  private double[] positiveDefinite(int n) {
    double[] matrix = new PlainAlgebra().gram(random.doubles((long) n * n * 2).toArray(), 2 * n, n);
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] += 1;
    }
    return matrix;
  }

  @Test
  void nativeAndPlainAgree() {
    LinearAlgebra plain = new PlainAlgebra();
    LinearAlgebra natively = new NativeAlgebra();
    for (int n : new int[] {1, 2, 17, 160}) {
      double[] rows = random.doubles(n * 70L).toArray();
      double[] others = random.doubles(n * 9L).toArray();
      assertThat(natively.gram(rows, 70, n)).containsExactly(plain.gram(rows, 70, n), within(1e-9));
      assertThat(natively.products(rows, 70, others, 9, n))
          .containsExactly(plain.products(rows, 70, others, 9, n), within(1e-9));
      assertThat(natively.products(others, 9, rows, 70, n))
          .containsExactly(plain.products(others, 9, rows, 70, n), within(1e-9));
      double[] matrix = positiveDefinite(n);
      LinearAlgebra.Solution expected = plain.solve(matrix, n, others, 9);
      LinearAlgebra.Solution solution = natively.solve(matrix, n, others, 9);
      assertThat(solution.values()).containsExactly(expected.values(), within(1e-9));
      assertThat(solution.logDeterminant()).isCloseTo(expected.logDeterminant(), within(1e-8));
      double[] lower = natively.cholesky(matrix, n);
      double[] expectedLower = plain.cholesky(matrix, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          assertThat(lower[i * n + j]).isCloseTo(expectedLower[i * n + j], within(1e-9));
        }
      }
    }
  }

  @Test
  void plainSolvesWhatItIsGiven() {
    // 4x + 2y = 10, 2x + 3y = 9: x = 1.5, y = 2; the determinant is 8.
    LinearAlgebra.Solution solution =
        new PlainAlgebra().solve(new double[] {4, 2, 2, 3}, 2, new double[] {10, 9}, 1);
    assertThat(solution.values()).containsExactly(new double[] {1.5, 2}, within(1e-12));
    assertThat(solution.logDeterminant()).isCloseTo(Math.log(8), within(1e-12));
    assertThatThrownBy(
            () -> new PlainAlgebra().solve(new double[] {1, 2, 2, 1}, 2, new double[2], 1))
        .isInstanceOf(ArithmeticException.class);
  }

  /**
   * Plain Java with the fault of OpenBLAS's AVX-512 kernels: wrong beyond a size, without error.
   */
  private static final class FaultyAlgebra implements LinearAlgebra {

    private final LinearAlgebra right = new PlainAlgebra();
    private final int from;

    FaultyAlgebra(int from) {
      this.from = from;
    }

    @Override
    public double[] gram(double[] rows, int count, int width) {
      return right.gram(rows, count, width);
    }

    @Override
    public double[] products(double[] a, int countA, double[] b, int countB, int width) {
      return right.products(a, countA, b, countB, width);
    }

    @Override
    public double[] cholesky(double[] matrix, int n) {
      double[] lower = right.cholesky(matrix, n);
      if (n >= from) {
        lower[n / 2 * n] += 0.01;
      }
      return lower;
    }

    @Override
    public Solution solve(double[] matrix, int n, double[] sides, int count) {
      Solution solution = right.solve(matrix, n, sides, count);
      if (n >= from) {
        solution.values()[n / 2] *= 1.001;
      }
      return solution;
    }
  }

  @Test
  void aFaultOfTheNativeLibraryIsFoundAtTheStart() {
    List<String> notices = new ArrayList<>();
    assertThat(new CheckedAlgebra(new FaultyAlgebra(100), notices::add).isNative()).isFalse();
    assertThat(notices).singleElement().asString().contains("OPENBLAS_CORETYPE=HASWELL");
  }

  @Test
  void aFaultThatShowsLaterIsFoundThenAndMendedWithOneMessage() {
    List<String> notices = new ArrayList<>();
    CheckedAlgebra checked = new CheckedAlgebra(new FaultyAlgebra(200), notices::add);
    assertThat(checked.isNative()).isTrue();
    assertThat(notices).isEmpty();
    double[] matrix = positiveDefinite(200);
    double[] sides = random.doubles(600).toArray();
    double[] expected = new PlainAlgebra().solve(matrix, 200, sides, 3).values();
    for (int i = 0; i < 2; i++) {
      assertThat(checked.solve(matrix, 200, sides, 3).values())
          .containsExactly(expected, within(1e-12));
    }
    assertThat(checked.isNative()).isFalse();
    assertThat(notices).hasSize(1);
  }

  @Test
  void aWrongDecompositionIsFoundAndMended() {
    List<String> notices = new ArrayList<>();
    CheckedAlgebra checked = new CheckedAlgebra(new FaultyAlgebra(200), notices::add);
    double[] matrix = positiveDefinite(200);
    double[] lower = checked.cholesky(matrix, 200);
    assertThat(lower).containsExactly(new PlainAlgebra().cholesky(matrix, 200), within(1e-12));
    assertThat(checked.isNative()).isFalse();
    assertThat(notices).singleElement().asString().contains("decomposition of 200 rows");
  }

  @Test
  void nativeAlgebraPassesItsSelfCheckHere() {
    List<String> notices = new ArrayList<>();
    LinearAlgebra opened = CheckedAlgebra.open(notices::add);
    assertThat(notices).isEmpty();
    assertThat(opened)
        .isInstanceOfSatisfying(CheckedAlgebra.class, c -> assertThat(c.isNative()).isTrue());
  }
}
