package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.file.SpaceFile;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counts of mobile networks against those of an independent counter, which agree with the published
 * ones (mit-han-lab/once-for-all, mit-han-lab/proxylessnas, the papers of MobileNetV2, MobileNetV3
 * and EfficientNet).
 */
class MobileNetworksTest {

  private static final int CLASSES = 1_000;

  private static void check(Plan plan, long macs, long params) {
    assertThat(CostModel.macs(plan)).isEqualTo(macs);
    assertThat(CostModel.params(plan)).isEqualTo(params);
    assertThat(plan.live()).isEqualTo(plan);
  }

  private static Blueprint blueprint(String space, int side) {
    SpaceKind kind = SpaceKinds.ALL.named(space);
    int channels = kind.published().channels();
    return kind.blueprint(new Scale(channels, 1, new Shape(3, side, side), CLASSES));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "once-for-all.csv", numLinesToSkip = 1)
  void specialisedNetworksOfOnceForAll(
      String network, String space, int side, long macs, long params, String lists) {
    Blueprint blueprint = blueprint(space, side);
    Architecture architecture = blueprint.space().parse(lists);
    check(blueprint.plan(architecture), macs, params);
    String written = blueprint.space().published(architecture).orElseThrow();
    assertThat(blueprint.space().parse(written)).as(network).isEqualTo(architecture);
  }

  @ParameterizedTest
  @CsvSource({
    "ofa_mobilenetv3, 224, 7, 6, 4, 566170656, 7664760",
    "ofa_mobilenetv3, 224, 3, 3, 2, 121278672, 3410792",
    "ofa_mobilenetv3, 224, 3, 4, 3, 225006656, 4481136",
    "ofa_mobilenetv3, 160, 7, 6, 4, 291318048, 7664760",
    "ofa_mobilenetv3, 160, 3, 3, 2, 63240528, 3410792",
    "ofa_mobilenetv3, 128, 7, 6, 4, 188248320, 7664760",
    "ofa_mobilenetv3, 128, 3, 3, 2, 41476224, 3410792",
    "ofa_mobilenetv3, 192, 5, 4, 3, 185097984, 4551792",
    "ofa_mobilenetv3_w12, 224, 7, 6, 4, 843101040, 10701632",
    "ofa_mobilenetv3_w12, 224, 3, 3, 2, 193078200, 4602456",
    "ofa_mobilenetv3_w12, 160, 7, 6, 4, 433563888, 10701632",
    "ofa_mobilenetv3_w12, 160, 3, 3, 2, 100320888, 4602456",
    "ofa_mobilenetv3_w12, 128, 7, 6, 4, 279987456, 10701632",
    "ofa_mobilenetv3_w12, 128, 3, 3, 2, 65536896, 4602456",
    "ofa_proxylessnas, 224, 7, 6, 4, 1004908032, 7942056",
    "ofa_proxylessnas, 224, 3, 3, 2, 265526256, 3718832",
    "ofa_proxylessnas, 128, 7, 6, 4, 329253888, 7942056",
    "ofa_proxylessnas, 128, 3, 3, 2, 87823104, 3718832",
  })
  void networksWithOneKernelExpansionAndDepth(
      String space, int side, int kernel, int expand, int depth, long macs, long params) {
    Blueprint blueprint = blueprint(space, side);
    long layers =
        blueprint.space().choices().stream().filter(c -> c.name().endsWith("kernel")).count();
    String lists =
        "{'ks': %s, 'e': %s, 'd': %s}"
            .formatted(
                Collections.nCopies((int) layers, kernel),
                Collections.nCopies((int) layers, expand),
                Collections.nCopies(5, depth));
    check(blueprint.plan(blueprint.space().parse(lists)), macs, params);
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2, 300774272, 3504872",
    "mobilenet_v3_large, 216589760, 5483032",
    "mobilenet_v3_small, 56510400, 2542856",
    "efficientnet_b0, 385814752, 5288548",
  })
  void networksOfTheirOwn(String name, long macs, long params) {
    Blueprint blueprint = blueprint(name, 224);
    assertThat(blueprint.space().size()).isOne();
    check(blueprint.plan(blueprint.space().parse("0")), macs, params);
  }

  @Test
  void widerMobileNets() {
    String text =
        WrittenSpace.text("mobilenet_v2")
            .replace("channels: 32", "channels: 32\nwidth_multiplier: 1.4");
    SpaceFile wider = SpaceFile.parse(text, "wider.yaml");
    Plan plan = wider.blueprint(wider.scale(), true).plan(wider.space().parse("0"));
    check(plan, 582_195_824, 6_108_776);
  }

  @Test
  void theNetworkOfProxylessNasForPhones() {
    Blueprint blueprint = blueprint("proxylessnas", 224);
    String id = "2-0-6-6-4-0-2-2-5-2-2-2-3-2-2-2-5-5-4-4-5";
    check(blueprint.plan(blueprint.space().parse(id)), 320_427_584, 4_080_512);
  }

  /** 7,371 ways for each of five stages: 9^2 + 9^3 + 9^4. */
  @Test
  void spacesHaveTheirPublishedSizes() {
    SearchSpace mobile = SpaceKinds.ALL.named("ofa_mobilenetv3").space();
    assertThat(mobile.networks()).isEqualTo("21758655492572485851");
    assertThat(SpaceKinds.ALL.named("accel_nasbench").space().networks()).isEqualTo("104485552128");
  }

  @Test
  void listsThatDoNotFitAreExplained() {
    SearchSpace space = SpaceKinds.ALL.named("ofa_mobilenetv3").space();
    assertThatThrownBy(() -> space.parse("{'ks': [3], 'e': [4], 'd': [2, 2, 2, 2, 2]}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the list ks has 1 numbers");
    assertThatThrownBy(() -> space.parse("{'ks': [3], 'd': [2, 2, 2, 2, 2]}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("ks, e and d are needed");
    assertThatThrownBy(() -> space.parse("{'ks': [3], 'e': [4], 'd': [2, 2, 2, 2, 5]}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("number 5 of the list d");
  }
}
