package io.espalier.space.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/** Whether samples are uniform over valid architectures: chi-square tests of fixed seed, 1 %. */
class SamplingTest {

  private static final double ALPHA = 0.01;
  private static final int DRAWS = 20_000;

  @Test
  void everyPickOfTwoOptionsIsEquallyLikely() {
    // Node 0 of the normal cell takes 2 of 8 options: 28 pairs.
    SearchSpace space = new NasNetSpace();
    RandomGenerator random = new Seed(1).generator();
    long[] pairs = new long[64];
    for (int draw = 0; draw < DRAWS; draw++) {
      var pick = space.sample(random).picks().get(0);
      pairs[8 * pick.get(0) + pick.get(1)]++;
    }
    long[] seen = Arrays.stream(pairs).filter(count -> count > 0).toArray();
    assertThat(seen).hasSize(28);
    double[] uniform = new double[28];
    Arrays.fill(uniform, DRAWS / 28.0);
    assertThat(new ChiSquareTest().chiSquareTest(uniform, seen)).isGreaterThan(ALPHA);
  }

  /** Validity depends on the edges: their number must be spread as it is over all encodings. */
  @Test
  void validEncodingsAreEquallyLikely() {
    double[] encodings = new double[22];
    for (int edges = 0; edges < 1 << 21; edges++) {
      if (CellGraph.isValid(edges)) {
        encodings[Integer.bitCount(edges)]++;
      }
    }
    NasBench101Space space = new NasBench101Space();
    RandomGenerator random = new Seed(2).generator();
    long[] drawn = new long[22];
    for (int draw = 0; draw < DRAWS; draw++) {
      drawn[edgeCount(space.sample(random))]++;
    }
    // The test wants every class expected; few encodings have under 4 edges or over 16.
    assertThat(
            new ChiSquareTest()
                .chiSquareTest(
                    Arrays.copyOfRange(encodings, 4, 17), Arrays.copyOfRange(drawn, 4, 17)))
        .isGreaterThan(ALPHA);
  }

  private static int edgeCount(Architecture architecture) {
    return (int)
        architecture.picks().subList(0, 21).stream().filter(pick -> pick.get(0) == 1).count();
  }
}
