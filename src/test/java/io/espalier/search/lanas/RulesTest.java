package io.espalier.search.lanas;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.search.BitLayout;
import io.espalier.space.zoo.NasBench201Space;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RulesTest {

  /** Layers 0 to 7, each with three options. */
  private static final BitLayout MACRO = new BitLayout(SpaceKinds.ALL.named("macro").space());

  private final double[] effects = new double[MACRO.bits()];

  private void effect(int layer, int option, double value) {
    effects[3 * layer + option] = value;
  }

  @Test
  void neighboursThatAreJudgedAlikeMakeOneRule() {
    effect(3, 2, 0.6);
    effect(4, 2, 1);
    effect(5, 2, 0.5);
    effect(6, 2, 0.4);
    effect(2, 2, -1.1);
    effect(7, 0, -0.3);
    effect(6, 0, -0.2);
    assertThat(Rules.of(MACRO, effects))
        .containsExactly(
            "not layer2 = mbconv_k5_e6",
            "layer3-5 = mbconv_k5_e6",
            "layer6 = mbconv_k5_e6",
            "not layer6-7 = identity");
  }

  @Test
  void fourRulesAreToldTheStrongestFirst() {
    for (int layer = 1; layer < 8; layer += 2) {
      effect(layer, 1, layer);
    }
    effect(2, 0, -0.5);
    assertThat(Rules.of(MACRO, effects))
        .containsExactly(
            "layer7 = mbconv_k3_e3",
            "layer5 = mbconv_k3_e3",
            "layer3 = mbconv_k3_e3",
            "layer1 = mbconv_k3_e3");
    assertThat(Rules.of(MACRO, new double[MACRO.bits()])).isEmpty();
  }

  @Test
  void edgesAreNoLayers() {
    BitLayout cell = new BitLayout(new NasBench201Space());
    double[] same = new double[cell.bits()];
    Arrays.fill(same, 1);
    assertThat(Rules.of(cell, same)).hasSize(4).allMatch(rule -> rule.startsWith("edge 0>1 = "));
  }
}
