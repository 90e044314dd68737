package io.espalier.search.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HypervolumeTest {

  /** On a grid, so that coordinates are often equal; some points lie outside the reference. */
  private static List<double[]> points(int count, int objectives, long seed) {
    Random random = new Random(seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(random.ints(objectives, 0, 11).mapToDouble(k -> k).toArray());
    }
    return points;
  }

  private static double[] reference(int objectives) {
    double[] reference = new double[objectives];
    Arrays.fill(reference, 10);
    return reference;
  }

  /** Counts the unit cells that some point dominates. */
  private static double cells(List<double[]> points, int objectives) {
    long count = 0;
    for (int cell = 0; cell < Math.pow(10, objectives); cell++) {
      int[] corner = new int[objectives];
      for (int o = 0, rest = cell; o < objectives; o++, rest /= 10) {
        corner[o] = rest % 10;
      }
      count +=
          points.stream()
                  .anyMatch(
                      p -> {
                        boolean covers = true;
                        for (int o = 0; o < objectives; o++) {
                          covers &= p[o] <= corner[o];
                        }
                        return covers;
                      })
              ? 1
              : 0;
    }
    return count;
  }

  @Property(tries = 200)
  void equalsTheNumberOfDominatedCells(
      @ForAll @IntRange(min = 1, max = 4) int objectives,
      @ForAll @IntRange(min = 0, max = 12) int count,
      @ForAll long seed) {
    List<double[]> points = points(count, objectives, seed);
    assertThat(Hypervolume.of(points, reference(objectives)))
        .isCloseTo(cells(points, objectives), within(1e-9));
  }

  @Property(tries = 100)
  void neitherOrderNorDominatedPointsMatter(
      @ForAll @IntRange(min = 2, max = 4) int objectives, @ForAll long seed) {
    List<double[]> points = points(15, objectives, seed);
    List<double[]> shuffled = new ArrayList<>(points);
    Collections.shuffle(shuffled, new Random(seed));
    List<double[]> front = Dominance.front(points).stream().map(points::get).toList();
    double whole = Hypervolume.of(points, reference(objectives));
    assertThat(Hypervolume.of(shuffled, reference(objectives))).isCloseTo(whole, within(1e-9));
    assertThat(Hypervolume.of(front, reference(objectives))).isCloseTo(whole, within(1e-9));
  }

  @Property(tries = 100)
  void aContributionIsWhatTheFrontLosesWithoutThePoint(
      @ForAll @IntRange(min = 2, max = 3) int objectives, @ForAll long seed) {
    List<double[]> points = points(9, objectives, seed);
    double[] reference = reference(objectives);
    double[] contributions = Hypervolume.contributions(points, reference);
    List<Integer> front = Dominance.front(points);
    List<double[]> members = front.stream().map(points::get).toList();
    for (int i = 0; i < points.size(); i++) {
      double lost = 0;
      if (front.contains(i)) {
        List<double[]> others = new ArrayList<>(members);
        others.remove(front.indexOf(i));
        lost = Hypervolume.of(members, reference) - Hypervolume.of(others, reference);
      }
      assertThat(contributions[i]).isCloseTo(lost, within(1e-9));
    }
  }

  @Test
  void continuousPointsAgreeWithMonteCarlo() {
    for (int objectives = 2; objectives <= 4; objectives++) {
      Random random = new Random(objectives);
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        points.add(random.doubles(objectives).map(v -> 0.3 + 0.7 * v).toArray());
      }
      double[] reference = new double[objectives];
      Arrays.fill(reference, 1);
      int hits = 0;
      int draws = 200_000;
      for (int d = 0; d < draws; d++) {
        double[] drawn = random.doubles(objectives).toArray();
        hits += points.stream().anyMatch(p -> Dominance.dominates(p, drawn)) ? 1 : 0;
      }
      double share = (double) hits / draws;
      double error = 5 * Math.sqrt(share * (1 - share) / draws);
      assertThat(Hypervolume.of(points, reference)).isCloseTo(share, within(error));
    }
  }
}
