package io.espalier.latency;

import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Chooses the networks that say most about a table: one after the other the one whose latency is
 * most uncertain given those before it, which is a greedy D-optimal design for the Bayesian
 * regression that {@link LatencyFit} makes.
 */
final class KitDesign {

  /** Networks drawn for each that is chosen; of very many, mere oddities would be chosen. */
  private static final int DRAWN_FOR_ONE = 8;

  /** The variance of a measurement, relative to that of a part of the prior. */
  private static final double NOISE = 0.01;

  private static final int TRIES = 50;

  private KitDesign() {}

  /**
   * Different architectures, drawn at random; fewer if the space seems to have no more. Not by
   * their canonical forms, which have no dead ends: a table must learn whether these take time.
   */
  static List<Architecture> draw(
      Blueprint blueprint, int count, Set<Architecture> without, Seed seed) {
    RandomGenerator random = seed.generator();
    Set<Architecture> drawn = new LinkedHashSet<>();
    for (int tries = 0; drawn.size() < count && tries < TRIES * count; tries++) {
      Architecture one = blueprint.space().sample(random);
      if (!without.contains(one)) {
        drawn.add(one);
      }
    }
    return List.copyOf(drawn);
  }

  /** Networks that identify a table, the most telling first. */
  static List<Architecture> choose(
      Blueprint blueprint, int count, Set<Architecture> without, Seed seed) {
    List<Architecture> drawn = draw(blueprint, DRAWN_FOR_ONE * count, without, seed);
    double[][] rows = rows(Counts.of(blueprint, drawn), drawn.size());
    double[] variance = new double[drawn.size()];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = product(rows[i], rows[i]);
    }
    double[][] factor = new double[drawn.size()][count];
    List<Architecture> chosen = new ArrayList<>();
    boolean[] taken = new boolean[drawn.size()];
    for (int k = 0; k < Math.min(count, drawn.size()); k++) {
      int best = -1;
      for (int i = 0; i < variance.length; i++) {
        best = !taken[i] && (best < 0 || variance[i] > variance[best]) ? i : best;
      }
      taken[best] = true;
      chosen.add(drawn.get(best));
      double root = Math.sqrt(variance[best] + NOISE);
      // One column of a Cholesky decomposition with pivots.
      for (int i = 0; i < variance.length; i++) {
        double covariance = product(rows[i], rows[best]);
        for (int j = 0; j < k; j++) {
          covariance -= factor[i][j] * factor[best][j];
        }
        factor[i][k] = covariance / root;
        variance[i] -= factor[i][k] * factor[i][k];
      }
    }
    return List.copyOf(chosen);
  }

  /** The scaled counts of each network, all parts one after the other. */
  private static double[][] rows(List<Counts> counts, int networks) {
    List<CountMatrix> parts = new ArrayList<>();
    for (CountPart part : CountPart.values()) {
      parts.add(CountMatrix.of(part, counts));
    }
    int width = parts.stream().mapToInt(CountMatrix::width).sum();
    double[][] rows = new double[networks][width];
    int at = 0;
    for (CountMatrix part : parts) {
      for (int n = 0; n < networks; n++) {
        System.arraycopy(part.rows(), n * part.width(), rows[n], at, part.width());
      }
      at += part.width();
    }
    return rows;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
