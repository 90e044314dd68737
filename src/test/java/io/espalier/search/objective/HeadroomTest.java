package io.espalier.search.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.search.regression.ExpectedImprovement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HeadroomTest {

  private static final double FLOOR = 0.1;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Member(double score, double[] costs) {

    static Member draw(int costs, Random random) {
      return new Member(random.nextInt(9) / 8.0, random.doubles(costs).toArray());
    }
  }

  private static Headroom headroom(List<Member> members, int costs) {
    return new Headroom(
        members.stream().map(Member::costs).toList(),
        members.stream().mapToDouble(Member::score).toArray(),
        FLOOR,
        costs,
        new Random(1));
  }

  private static List<Member> draw(int count, int costs, Random random) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(Member.draw(costs, random));
    }
    return members;
  }

  /** The reference is the floor and the end of every cost's range. */
  private static double hypervolume(List<Member> members, int costs) {
    double[] reference = new double[costs + 1];
    Arrays.fill(reference, 1);
    reference[0] = -FLOOR;
    return Hypervolume.of(
        members.stream().map(m -> Points.of(m.score(), m.costs())).toList(), reference);
  }

  @Property(tries = 200)
  void theGainIsTheHypervolumeThatIsAdded(
      @ForAll @IntRange(min = 1, max = 2) int costs,
      @ForAll @IntRange(min = 0, max = 12) int count,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Member> members = draw(count, costs, random);
    Member added = Member.draw(costs, random);
    List<Member> more = new ArrayList<>(members);
    more.add(added);
    assertThat(headroom(members, costs).gain(added.costs(), added.score()))
        .isCloseTo(hypervolume(more, costs) - hypervolume(members, costs), within(1e-12));
  }

  @Property(tries = 50)
  void theExpectedGainIsTheMeanOfGains(
      @ForAll @IntRange(min = 1, max = 3) int costs, @ForAll long seed) {
    Random random = new Random(seed);
    Headroom headroom = headroom(draw(8, costs, random), costs);
    double[] at = random.doubles(costs).map(c -> c / 2).toArray();
    double mean = random.nextDouble();
    double deviation = 0.05 + 0.2 * random.nextDouble();
    double expected =
        headroom.expected(
            at, mean + 6 * deviation, level -> ExpectedImprovement.of(mean, deviation, level));
    // Drawn scores would rarely have the gains that only very good ones have.
    double step = 0.004;
    double sum = 0;
    for (double z = -8 + step / 2; z < 8; z += step) {
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      sum += step * density * headroom.gain(at, mean + deviation * z);
    }
    assertThat(expected).isCloseTo(sum, within(1e-6));
  }

  @Property(tries = 50)
  void withThreeCostsTheGainIsCloseToTheHypervolumeThatIsAdded(@ForAll long seed) {
    Random random = new Random(seed);
    List<Member> members = draw(8, 3, random);
    Member added = new Member(1, random.doubles(3).map(c -> c / 2).toArray());
    List<Member> more = new ArrayList<>(members);
    more.add(added);
    assertThat(headroom(members, 3).gain(added.costs(), added.score()))
        .isCloseTo(hypervolume(more, 3) - hypervolume(members, 3), within(0.12));
  }

  @Property(tries = 100)
  void theLevelIsTheBestScoreThatCostsNoMore(
      @ForAll @IntRange(min = 1, max = 2) int costs, @ForAll long seed) {
    Random random = new Random(seed);
    List<Member> members = draw(9, costs, random);
    double[] at = random.doubles(costs).toArray();
    double best = FLOOR;
    for (Member member : members) {
      boolean within = true;
      for (int c = 0; c < costs; c++) {
        within &= member.costs()[c] <= at[c];
      }
      best = within ? Math.max(best, member.score()) : best;
    }
    assertThat(headroom(members, costs).level(at)).isEqualTo(best);
  }
}
