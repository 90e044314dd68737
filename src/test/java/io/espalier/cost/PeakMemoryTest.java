package io.espalier.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Peak memory of activations, against a simulation that knows nothing of last readers. */
class PeakMemoryTest {

  private static final int CHILDREN = 50;

  static List<SpaceKind> spaces() {
    return SpaceKinds.ALL.entries();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void isWhatASimulationBackwardsFinds(SpaceKind kind) {
    Blueprint blueprint = kind.blueprint();
    RandomGenerator random = new Seed(19).derive(kind.name()).generator();
    for (int c = 0; c < CHILDREN; c++) {
      Plan plan = blueprint.plan(blueprint.space().sample(random)).live();
      double kilobytes = CostKinds.MEMORY.of().applyAsDouble(plan);
      assertThat(Math.round(kilobytes * 1e3)).isEqualTo(peakBytes(plan));
    }
  }

  /**
   * From the last node to the first: what is alive while a node runs is its output, and all that it
   * or a later node reads and that was there before it (liveness as compilers find it).
   */
  private static long peakBytes(Plan plan) {
    Set<Integer> readLater = new HashSet<>();
    long peak = 0;
    for (int n = plan.nodes().size() - 1; n >= 0; n--) {
      Set<Integer> alive = new HashSet<>(readLater);
      alive.add(n);
      alive.addAll(plan.nodes().get(n).inputs());
      peak = Math.max(peak, alive.stream().mapToLong(a -> plan.shapes().get(a).values() * 4).sum());
      alive.remove(n);
      readLater = alive;
    }
    return peak;
  }
}
