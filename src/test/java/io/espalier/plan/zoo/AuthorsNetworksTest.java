package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.zoo.NasBench101Space;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What counts of parameters and MACs cannot tell: activations, the order of operations, pooling and
 * heads are those of the authors' models, which the blueprints' documentation names.
 */
class AuthorsNetworksTest {

  private static final Shape IMAGES = new Shape(3, 8, 8);

  @Test
  void nasBench201() {
    Plan plan = plan("nasbench201", 4, "3-0-4-0-1-2");
    assertThat(under(plan, "stem")).containsExactly("conv 3x3", "norm");
    assertThat(under(plan, "stage0.cell0"))
        .containsExactly(
            "relu", "conv 3x3", "norm", "average 3x3 padding 1", "relu", "conv 1x1", "norm", "add");
    assertThat(under(plan, "stage1.reduction"))
        .containsExactly(
            "relu",
            "conv 3x3 stride 2",
            "norm",
            "relu",
            "conv 3x3",
            "norm",
            "average 2x2 stride 2",
            "conv 1x1",
            "add");
    assertThat(under(plan, "head"))
        .containsExactly("norm", "relu", "global average", "linear with bias");
  }

  @Test
  void nasBench101() {
    // Input, 3x3 max pooling, 3x3 convolution, output; and an edge from input to output.
    NasBench101Space space = new NasBench101Space();
    Plan plan = plan("nasbench101", 4, space.of(4, 0b101101, List.of(2, 0)).id());
    assertThat(under(plan, "stem")).containsExactly("conv 3x3", "norm", "relu");
    assertThat(under(plan, "stack0.cell0"))
        .containsExactly(
            "conv 1x1",
            "norm",
            "relu",
            "max 3x3 padding 1",
            "conv 3x3",
            "norm",
            "relu",
            "conv 1x1",
            "norm",
            "relu",
            "add");
    assertThat(under(plan, "stack1.pool")).containsExactly("max 2x2 stride 2");
    assertThat(under(plan, "head")).containsExactly("global average", "linear with bias");
  }

  @Test
  void macro() {
    Plan plan = plan("macro", 4, "0-0-1-0-0-2-0-0");
    assertThat(under(plan, "stem")).containsExactly("conv 3x3", "norm", "relu");
    assertThat(under(plan, "stage0")).containsExactly("conv 1x1 stride 2", "norm");
    assertThat(under(plan, "stage1"))
        .containsExactly(
            "conv 1x1",
            "norm",
            "relu",
            "depthwise 3x3 stride 2",
            "norm",
            "relu",
            "conv 1x1",
            "norm");
    assertThat(under(plan, "head"))
        .containsExactly("conv 1x1", "norm", "relu", "global average", "linear with bias");
  }

  @Test
  void nasNet() {
    String maxOfOldest = "0.1-0.1-0.1-0.1-0.1";
    Plan plan = plan("nasnet", 4, maxOfOldest + "-2.5-2.5-2.5-2.5-2.5");
    assertThat(under(plan, "stem")).containsExactly("conv 3x3", "norm");
    assertThat(under(plan, "cell0.preprocess0")).containsExactly("relu", "conv 1x1", "norm");
    assertThat(under(plan, "cell0.node0")).containsExactly("max 3x3 padding 1", "norm", "add");
    assertThat(under(plan, "cell2.preprocess0"))
        .containsExactly(
            "relu", "conv 1x1 stride 2", "shift", "conv 1x1 stride 2", "concat", "norm");
    assertThat(under(plan, "cell1.node0"))
        .containsExactly(
            "relu",
            "depthwise 3x3 stride 2",
            "conv 1x1",
            "norm",
            "relu",
            "depthwise 3x3",
            "conv 1x1",
            "norm",
            "relu",
            "conv 1x1 stride 2",
            "shift",
            "conv 1x1 stride 2",
            "concat",
            "norm",
            "add");
    assertThat(under(plan, "head")).containsExactly("global average", "linear with bias");
  }

  @Test
  void laNet() {
    Plan plan = plan("lanet", 4, "0");
    assertThat(under(plan, "stem")).containsExactly("conv 3x3", "norm");
    assertThat(under(plan, "stage0.cell0.preprocess0")).containsExactly("relu", "conv 1x1", "norm");
    assertThat(under(plan, "stage2.cell0.preprocess0"))
        .containsExactly(
            "relu", "conv 1x1 stride 2", "shift", "conv 1x1 stride 2", "concat", "norm");
    assertThat(under(plan, "stage0.cell1.node0")).containsExactly("add");
    assertThat(under(plan, "stage0.cell1.node2")).containsExactly("max 3x3 padding 1", "add");
    assertThat(under(plan, "stage0.cell1.node4"))
        .containsExactly(
            "relu",
            "depthwise 5x5",
            "conv 1x1",
            "norm",
            "relu",
            "depthwise 5x5",
            "conv 1x1",
            "norm",
            "add");
    assertThat(under(plan, "stage1.cell0.node5"))
        .containsExactly("max 3x3 stride 2 padding 1", "add");
    assertThat(under(plan, "stage1.cell0.node0"))
        .containsExactly(
            "relu",
            "conv 1x1 stride 2",
            "shift",
            "conv 1x1 stride 2",
            "concat",
            "norm",
            "relu",
            "conv 1x1 stride 2",
            "shift",
            "conv 1x1 stride 2",
            "concat",
            "norm",
            "add");
    assertThat(under(plan, "head")).containsExactly("global average", "linear with bias");
  }

  private static Plan plan(String space, int channels, String id) {
    var blueprint = SpaceKinds.ALL.named(space).blueprint(new Scale(channels, 1, IMAGES, 10));
    return blueprint.plan(blueprint.space().parse(id));
  }

  /** The operations whose paths begin so, in words; paddings that keep the size go without. */
  private static List<String> under(Plan plan, String path) {
    return plan.nodes().stream()
        .filter(node -> (node.path() + ".").startsWith(path + "."))
        .map(Node::op)
        .map(AuthorsNetworksTest::words)
        .toList();
  }

  private static String words(Op op) {
    if (op instanceof Op.Conv conv) {
      assertThat(conv.bias()).isFalse();
      assertThat(conv.padding()).isEqualTo(conv.kernel() / 2);
      String kind = conv.groups() > 1 ? "depthwise" : "conv";
      return kind + " " + window(conv.kernel(), conv.stride());
    }
    if (op instanceof Op.Pool pool) {
      String kind = pool.kind() == Op.Pool.Kind.MAX ? "max" : "average";
      String padding = pool.padding() > 0 ? " padding " + pool.padding() : "";
      return kind + " " + window(pool.kernel(), pool.stride()) + padding;
    }
    if (op instanceof Op.Activation activation) {
      return activation.function().name().toLowerCase(Locale.ROOT);
    }
    if (op instanceof Op.BatchNorm) {
      return "norm";
    }
    if (op instanceof Op.GlobalAveragePool) {
      return "global average";
    }
    if (op instanceof Op.Linear linear) {
      return linear.tensors().size() == 2 ? "linear with bias" : "linear";
    }
    return op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String window(int kernel, int stride) {
    return "%dx%1$d".formatted(kernel) + (stride > 1 ? " stride " + stride : "");
  }
}
