package io.espalier.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ParetoFrontTest {

  private record Point(double cost, double score) {
    boolean beats(Point other) {
      return cost <= other.cost && score >= other.score && !equals(other);
    }
  }

  @Property(tries = 200)
  void theFrontIsWhatNothingBeats(
      @ForAll @IntRange(min = 0, max = 80) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<Point> points =
        Stream.generate(() -> new Point(random.nextInt(20), random.nextInt(20)))
            .limit(count)
            .toList();
    Set<Point> expected = new HashSet<>();
    for (Point point : points) {
      if (points.stream().noneMatch(other -> other.beats(point))) {
        expected.add(point);
      }
    }
    List<Point> front = ParetoFront.of(points, Point::cost, Point::score);
    assertThat(front).hasSameSizeAs(expected).containsAll(expected);
    assertThat(front).isSortedAccordingTo((a, b) -> Double.compare(a.cost, b.cost));
  }
}
