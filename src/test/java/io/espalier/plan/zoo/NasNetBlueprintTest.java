package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import io.espalier.space.Mask;
import org.junit.jupiter.api.Test;

class NasNetBlueprintTest {

  /** Drawn at random for the reference below. */
  private static final String MASK =
      "01000100000000100010010000000000000100010000000000000100000000000001000000100000"
          + "10001000100100000000001000100000000000100000000001000000001000010000000000000000";

  private final NasNetBlueprint blueprint = new NasNetBlueprint(NasNetBlueprint.PUBLISHED, true);

  /** The figures are those of the same networks written in PyTorch, counted there with hooks. */
  @Test
  void countsAreThoseOfAReferenceInPyTorch() {
    assertThat(params(blueprint.operations().values())).isEqualTo(1_946_746);
    Plan plan = blueprint.plan(Mask.parse(MASK).toArchitecture(blueprint.space()));
    assertThat(params(plan.nodes().stream().map(node -> node.op()).toList())).isEqualTo(385_594);
    assertThat(macs(plan)).isEqualTo(63_638_656);
  }

  @Test
  void aFiveCellNetworkHasThoseOfTheReferenceToo() {
    Scale scale = new Scale(8, 1, new Shape(3, 32, 32), 10);
    NasNetBlueprint small = new NasNetBlueprint(scale, true);
    assertThat(params(small.operations().values())).isEqualTo(404_770);
    Plan plan = small.plan(Mask.parse(MASK).toArchitecture(small.space()));
    assertThat(macs(plan)).isEqualTo(12_314_176);
  }

  @Test
  void sizesThatCannotBeHalvedAreRefused() {
    assertThatThrownBy(() -> new NasNetBlueprint(new Scale(7, 1, new Shape(3, 32, 32), 10), true))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("7 channels");
    assertThatThrownBy(() -> new NasNetBlueprint(new Scale(8, 1, new Shape(3, 30, 30), 10), true))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("divisible by 4");
  }

  private static long params(Iterable<Op> operations) {
    long params = 0;
    for (Op op : operations) {
      for (Tensor tensor : op.tensors()) {
        params += tensor.learned() ? tensor.values() : 0;
      }
    }
    return params;
  }

  private static long macs(Plan plan) {
    return CostModel.macs(plan);
  }
}
