package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.plan.zoo.NasNetBlueprint;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTest {

  private static final Scale SMALL = new Scale(4, 1, new Shape(3, 8, 8), 3);

  private static Set<String> paths(Plan plan) {
    Set<String> paths = new HashSet<>();
    plan.nodes().stream()
        .filter(node -> !node.op().tensors().isEmpty())
        .forEach(node -> paths.add(node.path()));
    return paths;
  }

  @ParameterizedTest
  @CsvSource({"201, 5", "macro, 3"})
  void aFairStepTrainsEveryOptionOnce(String space, int options) {
    Blueprint blueprint =
        space.equals("macro")
            ? SpaceKinds.ALL.named("macro").blueprint(SMALL)
            : new NasBench201Blueprint(SMALL, true);
    PlanSampler fair = PlanSampler.fair(blueprint);
    for (int seed = 0; seed < 10; seed++) {
      List<Plan> plans = fair.sample(new Seed(seed)).plans();
      assertThat(plans).hasSize(options).isEqualTo(fair.sample(new Seed(seed)).plans());
      Map<String, Integer> uses = new HashMap<>();
      plans.forEach(plan -> paths(plan).forEach(path -> uses.merge(path, 1, Integer::sum)));
      assertThat(uses.keySet()).isEqualTo(blueprint.operations().keySet());
      // What is shared by all networks is in each of them, an option in one.
      assertThat(uses.values()).containsOnly(1, options);
    }
  }

  @Test
  void aFairStepDealsOutChoicesOfSeveralPicks() {
    Blueprint blueprint = new NasNetBlueprint(SMALL, true);
    List<Plan> plans = PlanSampler.fair(blueprint).sample(new Seed(1)).plans();
    // The last node of a cell takes 2 of 24.
    assertThat(plans).hasSize(12);
    Set<String> trained = new HashSet<>();
    plans.forEach(plan -> trained.addAll(paths(plan)));
    assertThat(trained).isEqualTo(blueprint.operations().keySet());
  }

  @Test
  void connectedArchitecturesReadTheImagesAndOthersDoNot() {
    Blueprint blueprint = new NasBench201Blueprint(SMALL, true);
    Architecture cutOff = Architecture.of("nasbench201", 3, 0, 0, 0, 0, 2);
    assertThat(blueprint.plan(cutOff).readsImages()).isFalse();
    assertThat(blueprint.plan(Architecture.of("nasbench201", 3, 0, 0, 0, 2, 0)).readsImages())
        .isTrue();
    ArchitectureSampler all = ArchitectureSampler.uniform(blueprint.space());
    ArchitectureSampler connected = ArchitectureSampler.connected(blueprint);
    int lost = 0;
    for (int seed = 0; seed < 300; seed++) {
      Architecture drawn = connected.sample(new Seed(seed));
      assertThat(blueprint.plan(drawn).readsImages()).isTrue();
      assertThat(drawn).isEqualTo(connected.sample(new Seed(seed)));
      lost += blueprint.plan(all.sample(new Seed(seed))).readsImages() ? 0 : 1;
    }
    assertThat(lost).isPositive();
  }

  @Test
  void preferredArchitecturesComeAsOftenAsTheirShareSays() {
    Architecture preferred = Architecture.of("nasbench201", 3, 3, 3, 3, 3, 3);
    ArchitectureSampler sampler =
        ArchitectureSampler.uniform(new NasBench201Blueprint(SMALL, true).space())
            .preferring(ArchitectureSampler.among(List.of(preferred)), 0.4);
    int count = 0;
    for (int seed = 0; seed < 1000; seed++) {
      count += sampler.sample(new Seed(seed)).equals(preferred) ? 1 : 0;
    }
    // 400 expected, standard deviation 15.5.
    assertThat(count).isBetween(330, 470);
  }

  @Test
  void averagesWeighAllUpdatesAlikeOrForgetAtTheirRate() {
    Averaging tail = new Averaging(0, 0.5);
    assertThat(tail.weight(50, 100)).isZero();
    assertThat(tail.weight(60, 100)).isEqualTo(1);
    assertThat(tail.weight(65, 100)).isZero();
    assertThat(tail.weight(100, 100)).isEqualTo(1.0 / 5);
    Averaging moving = new Averaging(0.99, 0);
    assertThat(moving.weight(10, 1000)).isEqualTo(1);
    assertThat(moving.weight(1000, 1000)).isEqualTo(1 - Math.pow(0.99, 10));
    assertThat(Averaging.NONE.weight(10, 100)).isZero();
    assertThatThrownBy(() -> new Averaging(0.9, 0.1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("a tail of 0.1");
  }
}
