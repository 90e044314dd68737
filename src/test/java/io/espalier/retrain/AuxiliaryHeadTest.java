package io.espalier.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AuxiliaryHeadTest {

  private static Plan plan(String space, int cells) {
    Scale scale = new Scale(8, cells, new Shape(3, 32, 32), 10);
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint(scale);
    List<?> covering = blueprint.covering();
    return blueprint.plan(blueprint.covering().get(covering.size() - 1)).live();
  }

  @Test
  void onTheNetworkOfThePaperItIsTheirHead() {
    // 20 cells: the second reduction is cell 13, and its pictures are 8x8.
    Plan plan = plan("nasnet", 6);
    int tap = AuxiliaryHead.tap(plan);
    assertThat(plan.nodes().get(tap).path()).isEqualTo("cell13.concat");
    Plan both = AuxiliaryHead.on(plan);
    assertThat(both.output()).isEqualTo(Shape.features(20));
    assertThat(both.nodes().subList(0, plan.nodes().size())).isEqualTo(plan.nodes());
    assertThat(both.nodes())
        .extracting(Node::path)
        .contains("auxiliary.narrow.conv", "auxiliary.wide.conv", "auxiliary.linear");
    assertThat(both.nodes().get(both.nodes().size() - 1).op()).isEqualTo(new Op.Concat());
  }

  @Test
  void onLaNetItReadsTheSecondReduction() {
    // Of 24 cells number 16, counted from 0.
    Plan plan = plan("lanet", 7);
    int tap = AuxiliaryHead.tap(plan);
    assertThat(plan.nodes().get(tap).path()).isEqualTo("stage3.cell0.concat");
    assertThat(plan.shapes().get(tap).height()).isEqualTo(8);
  }

  @TestFactory
  List<DynamicTest> everySpaceCanHaveOne() {
    return List.of("nasbench201", "macro", "nasnet", "nasbench101").stream()
        .map(
            space ->
                DynamicTest.dynamicTest(
                    space,
                    () -> {
                      assertThat(SpaceKinds.ALL.names()).contains(space);
                      Plan plan = plan(space, 1);
                      Shape read = plan.shapes().get(AuxiliaryHead.tap(plan));
                      assertThat(read.height()).isGreaterThan(1);
                      assertThat(AuxiliaryHead.on(plan).output().channels()).isEqualTo(20);
                    }))
        .toList();
  }

  @Test
  void aNetworkWithoutAPictureHalfwayIsRefused() {
    PlanBuilder builder = new PlanBuilder(new Shape(1, 8, 8));
    int pooled = builder.add("pool", new Op.GlobalAveragePool(), 0);
    builder.add("linear", new Op.Linear(1, 2), pooled);
    Plan plan = builder.build();
    assertThatThrownBy(() -> AuxiliaryHead.on(plan))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("auxiliary weight to 0");
  }
}
