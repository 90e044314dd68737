package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  private final PlanBuilder builder = new PlanBuilder(new Shape(3, 32, 30));

  @Test
  void infersTheShapesOfEveryOperation() {
    int conv = builder.add("conv", new Op.Conv(3, 8, 3, 2, 1, 1, 1, false), 0);
    int norm = builder.add("norm", new Op.BatchNorm(8, true), conv);
    int pool = builder.add("pool", new Op.Pool(Op.Pool.Kind.MAX, 3, 2, 1), norm);
    int half = builder.add("half", new Op.Channels(0, 4), pool);
    int shift = builder.add("shift", new Op.Shift(), half);
    int zero = builder.add("zero", new Op.Zero(2), pool);
    int sum = builder.add("sum", new Op.Add(), half, shift);
    int join = builder.add("join", new Op.Concat(), sum, pool);
    int mean = builder.add("mean", new Op.GlobalAveragePool(), join);
    builder.add("classifier", new Op.Linear(12, 10), mean);
    List<Shape> shapes = builder.build().shapes();
    assertThat(shapes.get(conv)).isEqualTo(new Shape(8, 16, 15));
    assertThat(shapes.get(pool)).isEqualTo(new Shape(8, 8, 8));
    assertThat(shapes.get(shift)).isEqualTo(new Shape(4, 8, 8));
    assertThat(shapes.get(zero)).isEqualTo(new Shape(8, 4, 4));
    assertThat(shapes.get(join)).isEqualTo(new Shape(12, 8, 8));
    assertThat(builder.build().output()).isEqualTo(Shape.features(10));
  }

  @Test
  void refusesWhatDoesNotFit() {
    int conv = builder.add("conv", Op.Conv.same(3, 8, 3, 1), 0);
    assertRefused("add", new Op.Add(), "unlike shapes", 0, conv);
    assertRefused("norm", new Op.BatchNorm(3, true), "norms 3 of 8x32x30", conv);
    assertRefused("deep", Op.Conv.same(3, 8, 3, 1), "takes 3 channels of 8x32x30", conv);
    assertRefused("head", new Op.Linear(8, 2), "takes 8 features", conv);
    assertRefused("wide", new Op.Channels(4, 9), "channels up to 9", conv);
    assertRefused("conv", new Op.Activation(Op.Activation.Function.RELU), "two nodes", conv);
    assertRefused("late", new Op.Add(), "not before it", 7);
  }

  @Test
  void livePlanDropsWhatTheOutputDoesNotNeed() {
    int used = builder.add("used", Op.Conv.same(3, 4, 1, 1), 0);
    int dead = builder.add("dead", Op.Conv.same(3, 4, 3, 1), 0);
    builder.add("deader", Op.Activation.RELU, dead);
    builder.add("output", Op.Activation.RELU, used);
    Plan live = builder.build().live();
    assertThat(live.nodes()).extracting(Node::path).containsExactly("input", "used", "output");
    assertThat(live.nodes().get(2).inputs()).containsExactly(1);
    assertThat(live.live()).isSameAs(live);
  }

  private void assertRefused(String path, Op op, String why, int... inputs) {
    List<Integer> list = Arrays.stream(inputs).boxed().toList();
    List<Node> nodes = new ArrayList<>(builder.build().nodes());
    nodes.add(new Node(path, op, list));
    assertThatThrownBy(() -> new Plan(nodes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path)
        .hasMessageContaining(why);
  }
}
