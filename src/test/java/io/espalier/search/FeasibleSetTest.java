package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FeasibleSetTest {

  private static final SmallSpace PICKS = SmallSpace.picks160();

  /** A cost per option, different for every bit: 0.1 plus a multiple of 0.37 modulo 5. */
  private static double cost(Architecture architecture) {
    double sum = 3;
    int offset = 0;
    for (int c = 0; c < architecture.picks().size(); c++) {
      for (int option : architecture.picks().get(c)) {
        sum += 0.1 + ((offset + option) * 0.37) % 5;
      }
      offset += PICKS.choices().get(c).options().size();
    }
    return sum;
  }

  /** The same with a term that no sum over bits can say. */
  private static double bentCost(Architecture architecture) {
    return cost(architecture) * (architecture.picks().get(0).contains(1) ? 1 : 1.5);
  }

  private static Limit atMost(String name, double maximum, ToDoubleFunction<Architecture> measure) {
    return new Limit(name, "million " + name, Double.NEGATIVE_INFINITY, maximum, measure);
  }

  @Test
  void aSumOverBitsBecomesAHalfSpaceThatAgreesWithTheLimit() {
    Limit limit = atMost("MACs", 50, FeasibleSetTest::cost);
    FeasibleSet feasible = new FeasibleSet(PICKS, List.of(limit));
    assertThat(feasible.halfSpaces()).hasSize(1);
    RandomGenerator random = new Seed(1).generator();
    for (int i = 0; i < 1_000; i++) {
      Architecture architecture = PICKS.sample(random);
      boolean inside = feasible.halfSpaces().get(0).contains(feasible.layout().slots(architecture));
      assertThat(inside).isEqualTo(limit.allows(architecture));
    }
  }

  @Test
  void theReachOfASumIsExact() {
    SmallSpace space = SmallSpace.product(4, 3);
    ToDoubleFunction<Architecture> measure =
        a -> 10 + a.pick(0) * 2.5 - a.pick(1) * 1.5 + (a.pick(2) == 1 ? -4 : 0);
    Limit limit = new Limit("m", "units", -100, 100, measure);
    Reach reach = new FeasibleSet(space, List.of(limit)).reach(limit);
    List<Architecture> all = new FeasibleSet(space, List.of()).enumerate(81).orElseThrow();
    assertThat(reach.exact()).isTrue();
    assertThat(reach.smallest()).isEqualTo(all.stream().mapToDouble(measure).min().orElseThrow());
    assertThat(reach.largest()).isEqualTo(all.stream().mapToDouble(measure).max().orElseThrow());
    assertThat(measure.applyAsDouble(reach.smallestAt())).isEqualTo(reach.smallest());
  }

  @Test
  void aMeasureThatIsNoSumIsNotTakenForOne() {
    Limit limit = atMost("MACs", 80, FeasibleSetTest::bentCost);
    FeasibleSet feasible = new FeasibleSet(PICKS, List.of(limit));
    assertThat(feasible.halfSpaces()).isEmpty();
    assertThat(feasible.reach(limit).exact()).isFalse();
    RandomGenerator random = new Seed(2).generator();
    for (int i = 0; i < 100; i++) {
      assertThat(feasible.sample(random)).matches(limit::allows);
    }
  }

  @Test
  void limitsThatRandomDrawsNeverMeetAreStillSampled() {
    double smallest = smallest(FeasibleSetTest::cost);
    // Random architectures lie around 55; none in a million draws comes near the smallest value.
    for (ToDoubleFunction<Architecture> measure :
        List.<ToDoubleFunction<Architecture>>of(FeasibleSetTest::cost, FeasibleSetTest::bentCost)) {
      Limit limit = atMost("MACs", smallest * 1.1, measure);
      FeasibleSet feasible = new FeasibleSet(PICKS, List.of(limit));
      RandomGenerator random = new Seed(3).generator();
      long different =
          java.util.stream.Stream.generate(() -> feasible.sample(random))
              .limit(100)
              .peek(a -> assertThat(feasible.contains(a)).isTrue())
              .distinct()
              .count();
      assertThat(different).isGreaterThan(50);
    }
  }

  private static double smallest(ToDoubleFunction<Architecture> measure) {
    Limit any = atMost("MACs", Double.MAX_VALUE, measure);
    return new FeasibleSet(PICKS, List.of(any)).reach(any).smallest();
  }

  @Test
  void anUnreachableLimitIsRefusedWithTheSmallestReachableValue() {
    double smallest = smallest(FeasibleSetTest::cost);
    Limit limit = atMost("MACs", smallest * 0.99, FeasibleSetTest::cost);
    assertThatThrownBy(() -> new FeasibleSet(PICKS, List.of(limit)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(
            "smallest reachable value is " + String.format("%.1f", smallest).substring(0, 3))
        .hasMessageContaining("allow at least");
    Limit met = atMost("MACs", smallest, FeasibleSetTest::cost);
    RandomGenerator random = new Seed(4).generator();
    assertThat(cost(new FeasibleSet(PICKS, List.of(met)).sample(random))).isEqualTo(smallest);
  }

  @Test
  void anUnreachableMinimumIsRefusedWithTheLargestReachableValue() {
    Limit limit =
        new Limit(
            "params", "million parameters", 1e6, Double.POSITIVE_INFINITY, FeasibleSetTest::cost);
    assertThatThrownBy(() -> new FeasibleSet(PICKS, List.of(limit)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("largest reachable value is");
  }

  @Test
  void limitsThatExcludeEachOtherAreRefusedWithBothRanges() {
    Limit low = atMost("MACs", 45, FeasibleSetTest::cost);
    Limit high =
        new Limit(
            "params", "million parameters", 60, Double.POSITIVE_INFINITY, FeasibleSetTest::cost);
    assertThatThrownBy(() -> new FeasibleSet(PICKS, List.of(low, high)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("at once")
        .hasMessageContaining("MACs")
        .hasMessageContaining("params");
  }

  @Test
  void rulesOfValidityHoldInSamplesByWalking() {
    SmallSpace space = SmallSpace.product(8, 4).where(a -> a.pick(0) <= a.pick(1));
    Limit limit = atMost("sum", 2, a -> a.picks().stream().mapToInt(pick -> pick.get(0)).sum());
    FeasibleSet feasible = new FeasibleSet(space, List.of(limit));
    RandomGenerator random = new Seed(5).generator();
    for (int i = 0; i < 300; i++) {
      Architecture drawn = feasible.sample(random);
      assertThat(space.isValid(drawn) && limit.allows(drawn)).isTrue();
    }
  }
}
