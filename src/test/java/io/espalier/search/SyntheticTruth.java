package io.espalier.search;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.random.RandomGenerator;

/** Scores made of a term for every option and a smaller one for every pair of options. */
public final class SyntheticTruth {

  private final BitLayout layout;
  private final double[] single;
  private final double[] pair;

  private SyntheticTruth(BitLayout layout, double[] single, double[] pair) {
    this.layout = layout;
    this.single = single;
    this.pair = pair;
  }

  /** Normal terms; the pairs' sum varies half as much as that of the options. */
  public static SyntheticTruth additiveAndPairwise(SearchSpace space, Seed seed) {
    BitLayout layout = new BitLayout(space);
    RandomGenerator random = seed.generator();
    int bits = layout.bits();
    double pairs = layout.slots() * (layout.slots() - 1) / 2.0;
    double[] single = new double[bits];
    double[] pair = new double[bits * bits];
    for (int i = 0; i < bits; i++) {
      single[i] = random.nextGaussian();
      for (int j = 0; j < i; j++) {
        pair[i * bits + j] = random.nextGaussian() * 0.5 * Math.sqrt(layout.slots() / pairs);
      }
    }
    return new SyntheticTruth(layout, single, pair);
  }

  /** About 80, give or take a few. */
  public double score(Architecture architecture) {
    int[] slots = layout.slots(architecture);
    double sum = 0;
    for (int i : slots) {
      sum += single[i];
      for (int j : slots) {
        sum += pair[i * layout.bits() + j];
      }
    }
    return 80 + sum;
  }
}
