package io.espalier.search.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DominanceTest {

  private static List<double[]> points(int count, int objectives, long seed) {
    Random random = new Random(seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(random.ints(objectives, 0, 6).mapToDouble(k -> k).toArray());
    }
    return points;
  }

  @Property(tries = 200)
  void dominanceIsAStrictOrder(@ForAll long seed) {
    List<double[]> p = points(3, 3, seed);
    assertThat(Dominance.dominates(p.get(0), p.get(0))).isFalse();
    if (Dominance.dominates(p.get(0), p.get(1))) {
      assertThat(Dominance.dominates(p.get(1), p.get(0))).isFalse();
      if (Dominance.dominates(p.get(1), p.get(2))) {
        assertThat(Dominance.dominates(p.get(0), p.get(2))).isTrue();
      }
    }
  }

  @Property(tries = 200)
  void everyPointIsOnTheFrontOrDominatedOrDoubledByOneOnIt(
      @ForAll @IntRange(min = 1, max = 4) int objectives, @ForAll long seed) {
    List<double[]> points = points(20, objectives, seed);
    List<Integer> front = Dominance.front(points);
    for (int a : front) {
      assertThat(points).noneMatch(other -> Dominance.dominates(other, points.get(a)));
    }
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      assertThat(front)
          .anyMatch(
              member ->
                  Dominance.dominates(points.get(member), point)
                      || Arrays.equals(points.get(member), point));
    }
  }

  @Property(tries = 200)
  void aRankIsOneMoreThanTheLargestOfThoseThatDominate(@ForAll long seed) {
    List<double[]> points = points(25, 2, seed);
    int[] ranks = Dominance.ranks(points);
    for (int i = 0; i < ranks.length; i++) {
      int expected = 0;
      for (int j = 0; j < ranks.length; j++) {
        if (Dominance.dominates(points.get(j), points.get(i))) {
          expected = Math.max(expected, ranks[j] + 1);
        }
      }
      assertThat(ranks[i]).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void countsAreZeroExactlyWhereRanksAre(@ForAll long seed) {
    List<double[]> points = points(25, 3, seed);
    int[] ranks = Dominance.ranks(points);
    int[] counts = Dominance.counts(points);
    for (int i = 0; i < ranks.length; i++) {
      assertThat(counts[i] == 0).isEqualTo(ranks[i] == 0);
    }
  }

  @Test
  void crowdingSumsTheNormalisedGapsBesideAPoint() {
    List<double[]> front =
        List.of(
            new double[] {0, 10}, new double[] {1, 5}, new double[] {4, 4}, new double[] {5, 0});
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(Dominance.crowding(front))
        .containsExactly(infinite, 4.0 / 5 + 6.0 / 10, 4.0 / 5 + 5.0 / 10, infinite);
  }
}
