package io.espalier.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CostModelTest {

  @Test
  void countsAreThoseDoneByHand() {
    PlanBuilder builder = new PlanBuilder(new Shape(2, 4, 4));
    int wide = builder.add("wide", Op.Conv.same(2, 6, 3, 1), 0);
    int depthwise = builder.add("depthwise", Op.Conv.depthwise(6, 3, 2), wide);
    int norm = builder.add("norm", new Op.BatchNorm(6, true), depthwise);
    int biased = builder.add("biased", new Op.Conv(6, 6, 1, 1, 0, 1, 1, true), norm);
    int sum = builder.add("sum", new Op.Add(), norm, biased);
    int pooled = builder.add("pooled", new Op.GlobalAveragePool(), sum);
    builder.add("linear", new Op.Linear(6, 5), pooled);
    Plan plan = builder.build();
    // 2*6*9 at 16 pixels, 6*9 at 4, 6*6 at 4, and 6*5.
    assertThat(CostModel.macs(plan)).isEqualTo(1728 + 216 + 144 + 30);
    // Weights as above, 6 biases, scale and shift of 6 channels, 5 biases.
    assertThat(CostModel.params(plan)).isEqualTo(108 + 54 + 12 + 36 + 6 + 30 + 5);
    // The widest moment is the depthwise convolution: 6*16 read and 6*4 written, 4 bytes each;
    // the first convolution has 2*16 and 6*16, which is more.
    assertThat(CostModel.activationMegabytes(plan)).isEqualTo((32 + 96) * 4 / 1e6);
    assertThat(Costs.of(plan).byColumn())
        .isEqualTo(
            Map.of(
                "macs_millions",
                2118e-6,
                "params_millions",
                251e-6,
                "memory_kb",
                0.512,
                // The running statistics of 6 channels are no parameters, but in the file.
                "disk_mb",
                (251 + 12) * 4 / 1e6));
  }

  /**
   * MobileNetV3-Large (Howard et al., ICCV 2019, table 1) for images of 224 x 224: kernel, expanded
   * channels, channels, squeezed channels, stride of each block. The paper counts element-wise work
   * too and says 219 million; its 5.48 million parameters are these.
   */
  @Test
  void aPublishedMobileNetworkHasItsCounts() {
    int[][] blocks = {
      {3, 16, 16, 0, 1},
      {3, 64, 24, 0, 2},
      {3, 72, 24, 0, 1},
      {5, 72, 40, 24, 2},
      {5, 120, 40, 32, 1},
      {5, 120, 40, 32, 1},
      {3, 240, 80, 0, 2},
      {3, 200, 80, 0, 1},
      {3, 184, 80, 0, 1},
      {3, 184, 80, 0, 1},
      {3, 480, 112, 120, 1},
      {3, 672, 112, 168, 1},
      {5, 672, 160, 168, 2},
      {5, 960, 160, 240, 1},
      {5, 960, 160, 240, 1},
    };
    PlanBuilder plan = new PlanBuilder(new Shape(3, 224, 224));
    int at = norm(plan, "stem", 16, plan.add("stem.conv", Op.Conv.same(3, 16, 3, 2), 0));
    int in = 16;
    for (int b = 0; b < blocks.length; b++) {
      int wide = blocks[b][1];
      String path = "block" + b;
      if (wide != in) {
        at = plan.add(path + ".expand.conv", Op.Conv.same(in, wide, 1, 1), at);
        at = norm(plan, path + ".expand", wide, at);
      }
      at = plan.add(path + ".deep.conv", Op.Conv.depthwise(wide, blocks[b][0], blocks[b][4]), at);
      at = norm(plan, path + ".deep", wide, at);
      if (blocks[b][3] > 0) {
        Function gate = Function.HARD_SIGMOID;
        Op excitation = new Op.SqueezeExcitation(wide, blocks[b][3], Function.RELU, gate);
        at = plan.add(path + ".excitation", excitation, at);
      }
      at = plan.add(path + ".project.conv", Op.Conv.same(wide, blocks[b][2], 1, 1), at);
      at = norm(plan, path + ".project", blocks[b][2], at);
      in = blocks[b][2];
    }
    at = norm(plan, "head", 960, plan.add("head.conv", Op.Conv.same(in, 960, 1, 1), at));
    at = plan.add("pool", new Op.GlobalAveragePool(), at);
    at = plan.add("mix", new Op.Linear(960, 1280), at);
    at = plan.add("swish", new Op.Activation(Function.HARD_SWISH), at);
    at = plan.add("dropout", new Op.Dropout(0.2f), at);
    plan.add("classifier", new Op.Linear(1280, 1000), at);
    assertThat(CostModel.macs(plan.build())).isEqualTo(216_589_760);
    assertThat(CostModel.params(plan.build())).isEqualTo(5_483_032);
  }

  private static int norm(PlanBuilder plan, String path, int channels, int at) {
    return plan.add(path + ".norm", new Op.BatchNorm(channels, true), at);
  }

  @Test
  void memoryOfAResidualIsKeptUntilItIsAdded() {
    PlanBuilder builder = new PlanBuilder(new Shape(1, 10, 10));
    int first = builder.add("first", Op.Activation.RELU, 0);
    int second = builder.add("second", Op.Activation.RELU, first);
    int third = builder.add("third", Op.Activation.RELU, second);
    builder.add("sum", new Op.Add(), 0, third);
    // The input waits for the sum while two more are alive.
    assertThat(CostModel.activationMegabytes(builder.build())).isEqualTo(3 * 400 / 1e6);
  }

  @Test
  void anInputThatIsReadTwiceIsFreedOnce() {
    PlanBuilder builder = new PlanBuilder(new Shape(1, 10, 10));
    int doubled = builder.add("doubled", new Op.Add(), 0, 0);
    int pooled = builder.add("pooled", new Op.GlobalAveragePool(), doubled);
    builder.add("linear", new Op.Linear(1, 300), pooled);
    // While the classes are written, one pooled value is kept and nothing else.
    assertThat(CostModel.activationMegabytes(builder.build())).isEqualTo(301 * 4 / 1e6);
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.of(SpaceKinds.imageSpaces());
  }

  @Property(tries = 300)
  void livePlansCostNoMore(@ForAll("spaces") String name, @ForAll long seed) {
    var blueprint = SpaceKinds.ALL.named(name).blueprint(new Scale(8, 1, new Shape(3, 16, 16), 10));
    Plan plan = blueprint.plan(blueprint.space().sample(new Seed(seed).generator()));
    Costs whole = Costs.of(plan);
    Costs live = Costs.of(plan.live());
    assertThat(live.get(CostKinds.MACS))
        .isPositive()
        .isLessThanOrEqualTo(whole.get(CostKinds.MACS));
    assertThat(live.get(CostKinds.PARAMS))
        .isPositive()
        .isLessThanOrEqualTo(whole.get(CostKinds.PARAMS));
    // Images and the output of the first operation are alive together.
    List<Shape> shapes = plan.live().shapes();
    double least = (shapes.get(0).values() + shapes.get(1).values()) * 4 / 1e6;
    assertThat(CostModel.activationMegabytes(plan.live())).isGreaterThanOrEqualTo(least - 1e-9);
  }
}
