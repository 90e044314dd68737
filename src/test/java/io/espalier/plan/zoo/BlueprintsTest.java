package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import io.espalier.random.Seed;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What every built-in blueprint must hold. */
class BlueprintsTest {

  private static final Scale SMALL = new Scale(8, 1, new Shape(1, 16, 16), 7);

  /** The supernets' operations, worked out once. */
  private static final Map<String, Map<String, Op>> OPERATIONS =
      SpaceKinds.imageSpaces().stream()
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  name -> SpaceKinds.ALL.named(name).blueprint(SMALL).operations()));

  @Provide
  Arbitrary<Blueprint> blueprints() {
    return Arbitraries.of(SpaceKinds.imageSpaces())
        .map(name -> SpaceKinds.ALL.named(name).blueprint(SMALL));
  }

  @Property(tries = 200)
  void coveringHoldsEveryPathAtItsLargestSize(
      @ForAll("blueprints") Blueprint blueprint, @ForAll long seed) {
    Plan plan = blueprint.plan(blueprint.space().sample(new Seed(seed).generator()));
    Map<String, Op> union = OPERATIONS.get(blueprint.space().name());
    for (Node node : plan.nodes()) {
      if (!node.op().tensors().isEmpty()) {
        assertThat(union).containsKey(node.path());
        assertFits(node, union.get(node.path()));
      }
    }
  }

  private static void assertFits(Node node, Op largest) {
    List<Tensor> needed = node.op().tensors();
    List<Tensor> stored = largest.tensors();
    assertThat(stored).hasSameSizeAs(needed);
    for (int t = 0; t < needed.size(); t++) {
      assertThat(stored.get(t).name()).isEqualTo(needed.get(t).name());
      for (int d = 0; d < needed.get(t).shape().size(); d++) {
        assertThat(needed.get(t).shape().get(d))
            .as("%s.%s", node.path(), needed.get(t).name())
            .isLessThanOrEqualTo(stored.get(t).shape().get(d));
      }
    }
  }

  @Property(tries = 100)
  void livePlansGiveTheSameShape(@ForAll("blueprints") Blueprint blueprint, @ForAll long seed) {
    Plan plan = blueprint.plan(blueprint.space().sample(new Seed(seed).generator()));
    assertThat(plan.input()).isEqualTo(SMALL.input());
    assertThat(plan.output()).isEqualTo(Shape.features(SMALL.classes()));
    assertThat(plan.live().output()).isEqualTo(plan.output());
    assertThat(operationsByPath(plan)).containsAllEntriesOf(operationsByPath(plan.live()));
  }

  private static Map<String, Op> operationsByPath(Plan plan) {
    return plan.nodes().stream().collect(Collectors.toMap(Node::path, Node::op));
  }

  @Property(tries = 40)
  void batchNormsAreAffineOnlyIfAsked(@ForAll("blueprints") Blueprint blueprint) {
    String name = blueprint.space().name();
    assertThat(norms(blueprint)).isNotEmpty().allMatch(Op.BatchNorm::affine);
    assertThat(norms(SpaceKinds.ALL.named(name).blueprint(SMALL, false)))
        .hasSameSizeAs(norms(blueprint))
        .noneMatch(Op.BatchNorm::affine);
  }

  private static List<Op.BatchNorm> norms(Blueprint blueprint) {
    return blueprint.operations().values().stream()
        .filter(Op.BatchNorm.class::isInstance)
        .map(Op.BatchNorm.class::cast)
        .toList();
  }

  @Test
  void everySpaceHasABlueprintAtItsPublishedSize() {
    for (String name : SpaceKinds.imageSpaces()) {
      Blueprint blueprint = SpaceKinds.ALL.named(name).blueprint();
      assertThat(blueprint.space().name()).isEqualTo(name);
      assertThat(blueprint.scale()).isEqualTo(SpaceKinds.ALL.named(name).published());
    }
  }

  @Test
  void pathsAreReadable() {
    assertThat(OPERATIONS.get("nasbench201"))
        .containsKeys("stem.conv", "stage1.cell0.edge0_1.nor_conv_3x3.conv", "head.linear");
    assertThat(OPERATIONS.get("macro")).containsKey("stage1.layer3.mbconv_k5_e6.depthwise.conv");
    assertThat(OPERATIONS.get("nasnet"))
        .containsKey("cell1.node4.state5.sep_conv_5x5.half1.pointwise");
  }

  /** A picture either makes networks whose shapes fit, or is refused in words, both orders said. */
  @Test
  void picturesThatDoNotSuitASpaceAreRefused() {
    for (String name : SpaceKinds.imageSpaces()) {
      for (int height : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 15, 30, 33}) {
        Scale scale = new Scale(8, 1, new Shape(3, height, 32), 10);
        Blueprint blueprint;
        try {
          blueprint = SpaceKinds.ALL.named(name).blueprint(scale);
        } catch (InputError e) {
          assertThat(e).hasMessageContaining("32x" + height + " (width x height)");
          continue;
        }
        blueprint.covering().forEach(architecture -> blueprint.plan(architecture).live());
      }
    }
  }

  @Test
  void unknownSpacesAreExplained() {
    assertThatThrownBy(() -> SpaceKinds.ALL.named("makro").blueprint(SMALL))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'macro'");
  }
}
