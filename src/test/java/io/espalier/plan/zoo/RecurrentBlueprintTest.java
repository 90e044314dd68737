package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanJson;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.SplitBlueprint;
import io.espalier.random.Seed;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecurrentBlueprintTest {

  private static final Scale SCALE = new Scale(6, 1, Shape.features(1), 11);

  private final RecurrentBlueprint blueprint = new RecurrentBlueprint(SCALE);

  @Test
  void countsAreThoseDoneByHandWhateverIsPicked() {
    RandomGenerator random = new Seed(1).generator();
    for (int i = 0; i < 20; i++) {
      Plan plan = blueprint.plan(blueprint.space().sample(random));
      // Token and memory to a gate and a value, eight nodes to as many, then the vocabulary.
      assertThat(CostModel.macs(plan)).isEqualTo(12 * 12 + 8 * 6 * 12 + 6 * 11);
      assertThat(CostModel.params(plan))
          .isEqualTo(11 * 6 + (12 * 12 + 12) + 8 * (6 * 12 + 12) + (6 * 11 + 11));
      assertThat(plan.live()).isEqualTo(plan);
      assertThat(plan.isRecurrent()).isTrue();
    }
  }

  @Test
  void theOutputIsTheMeanOfStatesThatNoNodeReads() {
    // Node 1 reads state 0; nodes 2 to 8 read state 1.
    Plan plan = blueprint.plan(blueprint.space().parse("0-4-4-4-4-4-4-5"));
    Node mean = plan.nodes().get(plan.index("cell.mean"));
    List<String> read = mean.inputs().stream().map(i -> plan.nodes().get(i).path()).toList();
    assertThat(read)
        .hasSize(7)
        .startsWith("cell.node2.state1.tanh.highway")
        .endsWith("cell.node8.state1.relu.highway");
  }

  @Test
  void coveringHoldsEveryPair() {
    Map<String, Op> operations = blueprint.operations();
    assertThat(operations).hasSize(1 + 1 + 36 + 1);
    RandomGenerator random = new Seed(2).generator();
    for (int i = 0; i < 50; i++) {
      for (Node node : blueprint.plan(blueprint.space().sample(random)).nodes()) {
        if (!node.op().tensors().isEmpty()) {
          assertThat(operations).containsEntry(node.path(), node.op());
        }
      }
    }
  }

  @Test
  void plansSurviveTheirJson() {
    Plan plan = blueprint.plan(blueprint.space().parse("2-7-9-0-0-0-0-31"));
    assertThat(PlanJson.read("plan.json", PlanJson.write(plan))).isEqualTo(plan);
    assertThatThrownBy(
            () ->
                PlanJson.read(
                    "plan.json",
                    PlanJson.write(plan).replace("\"of\":\"cell.output\"", "\"of\":\"x\"")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cell.hidden remembers");
  }

  @Test
  void splitPlansRememberUnderTheirOwnPaths() {
    SplitBlueprint split = new SplitBlueprint(blueprint, "node 1");
    Plan plan = split.plan(blueprint.space().parse("3-0-0-0-0-0-0-0"));
    Op.Previous previous = (Op.Previous) plan.nodes().get(plan.index("option3.cell.hidden")).op();
    assertThat(previous.of()).isEqualTo("option3.cell.output");
  }

  @Test
  void imagesAreRefused() {
    assertThatThrownBy(() -> new RecurrentBlueprint(new Scale(6, 1, new Shape(3, 8, 8), 10)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("text:FILE");
  }
}
