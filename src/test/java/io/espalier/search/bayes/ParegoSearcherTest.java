package io.espalier.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherContract;
import io.espalier.search.SeveralObjectivesContract;
import io.espalier.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParegoSearcherTest implements SearcherContract, SeveralObjectivesContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return searcher(space, limits, List.of(), seed);
  }

  @Override
  public Searcher searcher(
      SearchSpace space, List<Limit> limits, List<Objective> costs, Seed seed) {
    return new ParegoSearcher(space, limits, costs, ParegoSettings.DEFAULT, seed);
  }

  @Test
  void weightsSumToOneAndAllAreAboutEquallyLikely() {
    Random random = new Random(1);
    Map<String, Integer> counts = new HashMap<>();
    for (int d = 0; d < 6_600; d++) {
      double[] weights = new Tchebycheff(3, 10, random).weights();
      assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
      counts.merge(
          Arrays.toString(Arrays.stream(weights).mapToLong(w -> Math.round(10 * w)).toArray()),
          1,
          Integer::sum);
    }
    // 66 weights, 100 draws each on average: five standard deviations on either side.
    assertThat(counts).hasSize(66);
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 100) < 50);
  }

  @Test
  void theSumIsTheLargestWeightedCoordinateAndALittleOfAll() {
    Tchebycheff half = half();
    List<double[]> points =
        List.of(new double[] {0, 30}, new double[] {4, 20}, new double[] {10, 10});
    assertThat(half.of(points))
        .containsExactly(
            new double[] {0.5 + 0.05 * 0.5, 0.25 + 0.05 * (0.2 + 0.25), 0.5 + 0.05 * 0.5},
            within(1e-12));
  }

  private static Tchebycheff half() {
    for (int seed = 0; ; seed++) {
      Tchebycheff drawn = new Tchebycheff(2, 2, new Random(seed));
      if (drawn.weights()[0] == 0.5) {
        return drawn;
      }
    }
  }
}
