package io.espalier.search.regression;

import io.espalier.random.Seed;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Native linear algebra as long as it is correct: checked against plain Java at the start, and by
 * the residual of every solution. If a check fails, plain Java takes over permanently, with one
 * message.
 */
public final class CheckedAlgebra implements LinearAlgebra {

  /** Largest residual of a solution, relative to the sizes of the matrix and the solution. */
  private static final double TOLERANCE = 1e-9;

  /**
   * Sizes for the check at the start; the faulty kernels are those for blocks of larger systems.
   */
  private static final int[] SELF_CHECK_SIZES = {5, 40, 161};

  private final LinearAlgebra plain = new PlainAlgebra();
  private final Consumer<String> notice;
  private LinearAlgebra trusted;

  /** Checks {@code candidate}; {@code notice} receives its problems, now or later. */
  CheckedAlgebra(LinearAlgebra candidate, Consumer<String> notice) {
    this.notice = notice;
    this.trusted = candidate;
    for (int size : SELF_CHECK_SIZES) {
      if (trusted != plain) {
        selfCheck(candidate, size);
      }
    }
  }

  /** ND4J's linear algebra, or plain Java if that cannot be loaded or is wrong. */
  public static LinearAlgebra open(Consumer<String> notice) {
    try {
      return new CheckedAlgebra(new NativeAlgebra(), notice);
    } catch (LinkageError | RuntimeException e) {
      notice.accept(
          "ND4J cannot be used here (%s); the search computes in plain Java, which is slower"
              .formatted(e));
      return new PlainAlgebra();
    }
  }

  /** As {@link #open}; problems are warnings in the system's log of a class. */
  public static LinearAlgebra openFor(Class<?> user) {
    return open(
        message -> System.getLogger(user.getName()).log(System.Logger.Level.WARNING, message));
  }

  private void selfCheck(LinearAlgebra candidate, int size) {
    RandomGenerator random = new Seed(size).derive("self-check").generator();
    int count = size + 30;
    double[] rows = random.doubles((long) count * size).toArray();
    double[] gram = plain.gram(rows, count, size);
    double largest = Arrays.stream(gram).max().orElseThrow();
    double difference = difference(gram, candidate.gram(rows, count, size));
    double[] some = Arrays.copyOf(rows, 7 * size);
    double[] products = plain.products(some, 7, rows, count, size);
    difference =
        Math.max(difference, difference(products, candidate.products(some, 7, rows, count, size)));
    if (!(difference <= TOLERANCE * largest)) {
      distrust("a matrix product is off by " + difference);
      return;
    }
    for (int i = 0; i < size; i++) {
      gram[i * size + i] += 1;
    }
    cholesky(gram, size);
    solve(gram, size, some, 7);
  }

  private static double difference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      // Not Math.max alone: a NaN must count as a difference.
      largest = difference <= largest ? largest : difference;
    }
    return largest;
  }

  private void distrust(String why) {
    trusted = plain;
    notice.accept(
        "ND4J computed something wrong (%s); the search goes on in plain Java, which is slower. Set OPENBLAS_CORETYPE=HASWELL in the environment before the JVM starts"
            .formatted(why));
  }

  /** Whether the search still computes natively. */
  boolean isNative() {
    return trusted != plain;
  }

  @Override
  public double[] gram(double[] rows, int count, int width) {
    return trusted.gram(rows, count, width);
  }

  @Override
  public double[] products(double[] a, int countA, double[] b, int countB, int width) {
    return trusted.products(a, countA, b, countB, width);
  }

  @Override
  public double[] cholesky(double[] matrix, int n) {
    if (trusted != plain) {
      try {
        double[] lower = trusted.cholesky(matrix, n);
        double residual = residual(matrix, n, lower);
        if (residual <= TOLERANCE) {
          return lower;
        }
        distrust(
            "a decomposition of %d rows has a relative residual of %.1e".formatted(n, residual));
      } catch (ArithmeticException e) {
        distrust(e.getMessage());
      }
    }
    return plain.cholesky(matrix, n);
  }

  /** The difference between LL'x and Ax for an x with alternating signs, which costs n² steps. */
  private static double residual(double[] matrix, int n, double[] lower) {
    double[] inner = new double[n];
    for (int i = 0; i < n; i++) {
      double sign = Integer.bitCount(i) % 2 == 0 ? 1 : -1;
      for (int j = 0; j <= i; j++) {
        inner[j] += sign * lower[i * n + j];
      }
    }
    double scale = 0;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      double difference = 0;
      double size = 0;
      for (int j = 0; j < n; j++) {
        double sign = Integer.bitCount(j) % 2 == 0 ? 1 : -1;
        difference += sign * matrix[i * n + j] - (j <= i ? lower[i * n + j] * inner[j] : 0);
        size += Math.abs(matrix[i * n + j]);
      }
      double off = Math.abs(difference);
      residual = off <= residual ? residual : off;
      scale = Math.max(scale, size);
    }
    return scale == 0 ? residual : residual / scale;
  }

  @Override
  public Solution solve(double[] matrix, int n, double[] sides, int count) {
    if (trusted != plain) {
      try {
        Solution solution = trusted.solve(matrix, n, sides, count);
        double residual = residual(matrix, n, sides, count, solution.values());
        if (residual <= TOLERANCE) {
          return solution;
        }
        distrust(
            "a solution of %d equations has a relative residual of %.1e".formatted(n, residual));
      } catch (ArithmeticException e) {
        distrust(e.getMessage());
      }
    }
    return plain.solve(matrix, n, sides, count);
  }

  /**
   * The relative residual of the sum of all right-hand sides with alternating signs, so that the
   * check costs n² for any number of sides.
   */
  private static double residual(
      double[] matrix, int n, double[] sides, int count, double[] solution) {
    double[] x = new double[n];
    double[] rest = new double[n];
    for (int s = 0; s < count; s++) {
      double sign = Integer.bitCount(s) % 2 == 0 ? 1 : -1;
      for (int i = 0; i < n; i++) {
        x[i] += sign * solution[s * n + i];
        rest[i] += sign * sides[s * n + i];
      }
    }
    double scale = 0;
    double residual = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      double size = Math.abs(rest[i]);
      for (int j = 0; j < n; j++) {
        double term = matrix[i * n + j] * x[j];
        sum += term;
        size += Math.abs(term);
      }
      double off = Math.abs(rest[i] - sum);
      residual = off <= residual ? residual : off;
      scale = Math.max(scale, size);
    }
    return scale == 0 ? residual : residual / scale;
  }
}
