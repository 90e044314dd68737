package io.espalier.tabular;

import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import org.apache.commons.math3.distribution.BinomialDistribution;

/** Turns a figure of the table into an estimate. */
@FunctionalInterface
interface Noise {

  /** Figures are scores, and exact. */
  Noise NONE = (architecture, row, score) -> new Estimate(architecture, score, 0, 0, 0);

  /**
   * The estimate of an architecture.
   *
   * @param row the number, from 0, of the row that stands for it
   * @param score the finite figure of that row
   */
  Estimate estimate(Architecture architecture, int row, double score);

  /** Figures are scores with published standard errors; a missing one is 0. */
  static Noise of(Table.ToScore errors) {
    return (architecture, row, score) -> {
      double error = errors.of(row);
      return new Estimate(architecture, score, error > 0 ? error : 0, 0, 0);
    };
  }

  /**
   * Scores as if measured on {@code images} images, each classified correctly with the probability
   * given by the figure, in percent: Binomial(n, accuracy)/n. The standard error is that of a
   * proportion with one success and one failure added, so that no score claims to be exact.
   *
   * @param space gives the encoding of a row, whose id decides the draw
   */
  static Noise binomial(TableSpace space, int images, Seed seed) {
    return (architecture, row, score) -> {
      double chance = seed.derive(space.encoding(row).id()).generator().nextDouble();
      // A quantile instead of a sample, so that the draw is a pure function of the seed.
      int right =
          new BinomialDistribution(null, images, score / 100).inverseCumulativeProbability(chance);
      double smoothed = (right + 1.0) / (images + 2.0);
      double error = 100 * Math.sqrt(smoothed * (1 - smoothed) / images);
      return new Estimate(architecture, 100.0 * right / images, error, images, 0);
    };
  }
}
