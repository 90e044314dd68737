package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConvNetBlueprintTest {

  private static final Scale SCALE = new Scale(8, 1, new Shape(3, 32, 32), 10);

  private final Blueprint blueprint = SpaceKinds.ALL.named("convnet").blueprint(SCALE);

  private Plan plan(String id) {
    return blueprint.plan(blueprint.space().parse(id));
  }

  @Test
  void countsAreThoseDoneByHand() {
    // 3x3 to 32 channels at 32x32, 5x5 to 8 channels at 16x16, then 8 features to 10 classes.
    Plan plan = plan("1-1-2-0-2-0-1-0-0-0-0-0-0-0-0-0");
    assertThat(CostModel.macs(plan))
        .isEqualTo(3 * 32 * 9 * 32 * 32 + 32 * 8 * 25 * 16 * 16 + 8 * 10);
    assertThat(CostModel.params(plan))
        .isEqualTo(3 * 32 * 9 + 2 * 32 + 32 * 8 * 25 + 2 * 8 + 8 * 10 + 10);
  }

  @Property(tries = 200)
  void noStrideGoesBelowOnePixel(@ForAll @IntRange(min = 1, max = 9) int side, @ForAll long seed) {
    Blueprint small =
        SpaceKinds.ALL.named("convnet").blueprint(new Scale(2, 1, new Shape(1, side, side), 2));
    Architecture architecture = small.space().sample(new Seed(seed).generator());
    int expected = side;
    for (int layer = 0; layer <= architecture.pick(0); layer++) {
      int stride = 1 + architecture.pick(3 + 3 * layer);
      expected = (expected + stride - 1) / stride;
    }
    Plan plan = small.plan(architecture);
    Shape beforePooling = plan.shapes().get(plan.shapes().size() - 3);
    assertThat(beforePooling.height()).isEqualTo(expected).isPositive();
    assertThat(beforePooling.width()).isEqualTo(expected);
  }

  @Test
  void weightsAreSharedByKernelAndLargestWidth() {
    Map<String, Op> operations = blueprint.operations();
    // Five layers of three kernels with a convolution and a norm each, and a classifier per depth.
    assertThat(operations).hasSize(5 * 3 * 2 + 5);
    assertThat(operations.get("layer0.conv5x5.conv")).isEqualTo(Op.Conv.same(3, 32, 5, 1));
    assertThat(operations.get("layer3.conv1x1.conv")).isEqualTo(Op.Conv.same(32, 32, 1, 1));
    assertThat(operations.get("head2.linear")).isEqualTo(new Op.Linear(32, 10));
  }

  @Test
  void severalCellsAreRefused() {
    assertThatThrownBy(
            () -> SpaceKinds.ALL.named("convnet").blueprint(new Scale(8, 2, new Shape(3, 8, 8), 3)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("it needs cells 1");
  }
}
