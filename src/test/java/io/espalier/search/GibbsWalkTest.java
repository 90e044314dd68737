package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class GibbsWalkTest {

  private static double[] normalWeights(int bits, RandomGenerator random) {
    double[] weights = new double[bits];
    for (int i = 0; i < bits; i++) {
      weights[i] = random.nextGaussian();
    }
    return weights;
  }

  /** Half-spaces, each with the start on its inside and about as much outside. */
  private static List<HalfSpace> around(int[] start, int bits, int count, RandomGenerator random) {
    List<HalfSpace> halfSpaces = new ArrayList<>();
    for (int h = 0; h < count; h++) {
      double[] weights = normalWeights(bits, random);
      double value = BitFunction.linear(weights).value(start);
      halfSpaces.add(
          random.nextBoolean()
              ? HalfSpace.above(weights, value - 0.1)
              : HalfSpace.upTo(weights, value + 0.1));
    }
    return halfSpaces;
  }

  @Property(tries = 50)
  void everySampleLiesInsideAllHalfSpaces(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int count) {
    RandomGenerator random = new Seed(seed).generator();
    SmallSpace space = SmallSpace.picks160();
    BitLayout layout = new BitLayout(space);
    int[] slots = layout.slots(space.sample(random));
    List<HalfSpace> halfSpaces = around(slots, layout.bits(), count, random);
    GibbsWalk walk = new GibbsWalk(layout, halfSpaces, GibbsWalk.NO_FURTHER_TEST);
    for (int i = 0; i < 20; i++) {
      walk.walk(slots, 1, random);
      space.checkFits(layout.architecture(slots));
      assertThat(halfSpaces).allMatch(halfSpace -> halfSpace.contains(slots));
    }
  }

  @Test
  void samplesOfASmallRegionAreUniform() {
    SmallSpace space = SmallSpace.product(5, 3);
    BitLayout layout = new BitLayout(space);
    RandomGenerator random = new Seed(11).generator();
    double[] weights = normalWeights(layout.bits(), random);
    List<HalfSpace> halfSpaces =
        List.of(
            HalfSpace.above(weights, 0), HalfSpace.upTo(normalWeights(layout.bits(), random), 1));
    // One slot more is ruled by a test that is no half-space.
    GibbsWalk walk = new GibbsWalk(layout, halfSpaces, slots -> slots[0] != slots[1] - 3);
    assertUniform(space, layout, walk, random);
  }

  @Test
  void samplesOfChoicesWithSeveralPicksAreUniform() {
    SmallSpace space = SmallSpace.picks(List.of(5, 4, 6), 2);
    BitLayout layout = new BitLayout(space);
    RandomGenerator random = new Seed(12).generator();
    HalfSpace half = HalfSpace.above(normalWeights(layout.bits(), random), 0.2);
    assertUniform(
        space, layout, new GibbsWalk(layout, List.of(half), GibbsWalk.NO_FURTHER_TEST), random);
  }

  /** Chi-square test at alpha 0.001; seeds were fixed before the first run. */
  private static void assertUniform(
      SmallSpace space, BitLayout layout, GibbsWalk walk, RandomGenerator random) {
    List<Architecture> region =
        new FeasibleSet(space, List.of())
            .enumerate(10_000).orElseThrow().stream()
                .filter(a -> walk.contains(layout.slots(a)))
                .toList();
    assertThat(region).hasSizeBetween(20, 700);
    Map<Architecture, Integer> counts = new HashMap<>();
    int[] slots = layout.slots(region.get(0));
    int draws = region.size() * 100;
    for (int i = 0; i < draws; i++) {
      // Ten sweeps between samples make them all but independent.
      walk.walk(slots, 10, random);
      counts.merge(layout.architecture(slots), 1, Integer::sum);
    }
    assertThat(counts.keySet()).isSubsetOf(region);
    double chiSquare = 0;
    for (Architecture member : region) {
      double difference = counts.getOrDefault(member, 0) - 100.0;
      chiSquare += difference * difference / 100;
    }
    double limit =
        new ChiSquaredDistribution(region.size() - 1.0).inverseCumulativeProbability(0.999);
    assertThat(chiSquare).isLessThan(limit);
  }
}
