package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.plan.zoo.NasNetBlueprint;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.TinyBlueprint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergedPlanTest {

  private static final Scale SMALL = new Scale(4, 1, new Shape(3, 8, 8), 3);

  /** Path of each operation to the paths it reads, sums resolved into their summands. */
  private static Map<String, List<List<String>>> reads(Plan plan) {
    Map<String, List<List<String>>> reads = new TreeMap<>();
    for (Node node : plan.nodes()) {
      if (!(node.op() instanceof Op.Add)) {
        reads.put(node.path(), node.inputs().stream().map(input -> summands(plan, input)).toList());
      }
    }
    return reads;
  }

  private static List<String> summands(Plan plan, int index) {
    Node node = plan.nodes().get(index);
    List<Integer> sources = node.op() instanceof Op.Add ? node.inputs() : List.of(index);
    return sources.stream().map(source -> plan.nodes().get(source).path()).sorted().toList();
  }

  @Test
  void everyOperationReadsTheSumOfTheActiveOnesBeforeIt() {
    Blueprint blueprint = TinyBlueprint.of(4, 3);
    List<Plan> plans =
        List.of(
            blueprint.plan(Architecture.of("tiny", 1, 2)),
            blueprint.plan(Architecture.of("tiny", 2, 2)),
            blueprint.plan(Architecture.of("tiny", 0, 1)));
    Map<String, List<List<String>>> reads = reads(MergedPlan.of(plans));
    assertThat(reads.get("layer1.pool_conv_1x1.pool"))
        .containsExactly(List.of("layer0.conv_3x3.bn", "layer0.pool_conv_1x1.bn"));
    assertThat(reads.get("layer1.conv_3x3.relu")).containsExactly(List.of("stem.bn"));
    assertThat(reads.get("relu"))
        .containsExactly(List.of("layer1.conv_3x3.bn", "layer1.pool_conv_1x1.bn"));
  }

  @Test
  void aMergeOfOnePlanComputesThatPlan() {
    Blueprint blueprint = new NasBench201Blueprint(SMALL, true);
    Plan plan = blueprint.plan(Architecture.of("nasbench201", 1, 1, 1, 3, 1, 2)).live();
    assertThat(reads(MergedPlan.of(List.of(plan, plan)))).isEqualTo(reads(plan));
  }

  @Test
  void masksOfTheSpacesAreValidPlansWithSeveralOptionsActive() {
    for (Blueprint blueprint :
        List.of(
            new NasBench201Blueprint(SMALL, true),
            SpaceKinds.ALL.named("macro").blueprint(SMALL))) {
      PlanSampler sampler = PlanSampler.randomMask(blueprint);
      double masked = 0;
      double single = 0;
      for (int step = 0; step < 20; step++) {
        Seed seed = new Seed(step);
        Plan plan = sampler.sample(seed).plans().get(0);
        assertThat(plan).isEqualTo(sampler.sample(seed).plans().get(0));
        assertThat(plan.output()).isEqualTo(Shape.features(3));
        masked += plan.live().nodes().size();
        Architecture drawn = ArchitectureSampler.uniform(blueprint.space()).sample(seed);
        single += blueprint.plan(drawn).live().nodes().size();
      }
      assertThat(masked).isGreaterThan(1.5 * single);
    }
  }

  @Test
  void aMaskOfASpaceWithSeveralPicksIsOneArchitecture() {
    Blueprint blueprint = new NasNetBlueprint(SMALL, true);
    Plan plan = PlanSampler.randomMask(blueprint).sample(new Seed(1)).plans().get(0);
    assertThat(plan.nodes()).noneMatch(node -> node.path().startsWith("merged"));
  }

  @Test
  void operationsOfDifferentSizesCannotRunTogether() {
    Plan narrow = TinyBlueprint.of(4, 3).plan(Architecture.of("tiny", 1, 1));
    Plan wide = TinyBlueprint.of(8, 3).plan(Architecture.of("tiny", 1, 1));
    assertThatThrownBy(() -> MergedPlan.of(List.of(narrow, wide)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("single_path");
  }
}
