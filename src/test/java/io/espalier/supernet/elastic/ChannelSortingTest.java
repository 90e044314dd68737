package io.espalier.supernet.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ChannelGroups.Group;
import io.espalier.supernet.elastic.ChannelGroups.Side;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChannelSortingTest {

  private final Blueprint blueprint = ElasticSpace.blueprint();
  private final Architecture largest =
      ElasticSpace.last(blueprint, List.of("resolution", "layer5", "layer6"));

  /** Weights like those of a training: statistics and biases differ from their first values. */
  private static Weights trained(Blueprint of) {
    Weights weights = Weights.initialise(of, Device.cpu(), new Seed(1));
    RandomGenerator random = new Seed(2).generator();
    weights
        .all()
        .forEach(
            (name, array) -> {
              float[] values = array.toFloatArray();
              for (int v = 0; v < values.length; v++) {
                values[v] += (float) (0.5 * random.nextDouble());
              }
              try (NDArray borrowed = array.getManager().create(values, array.getShape())) {
                array.intern(borrowed.duplicate());
              }
            });
    return weights;
  }

  private static float[] logits(Blueprint of, Architecture architecture, Weights weights) {
    try (NDManager scratch = weights.manager().newSubManager()) {
      Shape shape = of.scale().input();
      float[] pixels = new float[4 * shape.channels() * shape.height() * shape.width()];
      RandomGenerator random = new Seed(3).generator();
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = (float) random.nextGaussian();
      }
      NDArray images =
          scratch
              .create(
                  pixels,
                  new ai.djl.ndarray.types.Shape(
                      4, shape.height(), shape.width(), shape.channels()))
              .transpose(0, 3, 1, 2);
      return new PlanRunner(of.plan(architecture))
          .run(weights, images, Mode.EVALUATION)
          .toFloatArray();
    }
  }

  private static void sortKeeps(Blueprint of, Architecture all, List<Architecture> whole) {
    try (Weights weights = trained(of)) {
      List<float[]> before = whole.stream().map(a -> logits(of, a, weights)).toList();
      String hash = weights.hash();
      ChannelSorting.of(of, all).order(weights).apply(weights.all());
      assertThat(weights.hash()).isNotEqualTo(hash);
      for (int n = 0; n < before.size(); n++) {
        float[] after = logits(of, whole.get(n), weights);
        double scale = 0;
        for (float value : before.get(n)) {
          scale = Math.max(scale, Math.abs(value));
        }
        assertThat(scale).isPositive();
        for (int v = 0; v < after.length; v++) {
          assertThat((double) after[v]).isCloseTo(before.get(n)[v], within(1e-5 * scale));
        }
      }
    }
  }

  @Test
  void networksThatUseAllChannelsComputeTheSame() {
    // Kernels, depths, operations and resolutions are free, widths are not.
    List<Architecture> whole =
        Stream.of(
                List.<String>of(),
                List.of("layer5", "layer6"),
                List.of("resolution", "layer5"),
                List.of("stage0 depth", "layer0 kernel", "layer3 kernel"),
                List.of("stage0 depth", "stage1 depth", "layer6"))
            .map(firsts -> ElasticSpace.last(blueprint, firsts))
            .toList();
    sortKeeps(blueprint, largest, whole);
  }

  @Test
  void soDoNetworksThatCodeBuilds() {
    MobileBlueprint mobile = new MobileBlueprint(new Scale(4, 1, new Shape(1, 8, 8), 3), true);
    sortKeeps(mobile, mobile.covering().get(0), List.of(mobile.covering().get(0)));
  }

  @Test
  void smallNetworksChangeIfTheyUseOtherChannels() {
    Architecture small = ElasticSpace.last(blueprint, List.of("layer0 expand", "layer5", "layer6"));
    try (Weights weights = trained(blueprint)) {
      float[] before = logits(blueprint, small, weights);
      ChannelSorting.of(blueprint, largest).order(weights).apply(weights.all());
      assertThat(logits(blueprint, small, weights)).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsReadMostComesFirst() {
    try (Weights weights = trained(blueprint)) {
      ChannelSorting.of(blueprint, largest).order(weights).apply(weights.all());
      for (String reader : List.of("stage0.layer0.project.conv", "stage0.layer2.project.conv")) {
        NDArray weight = weights.get(reader, "weight");
        float[] norms = weight.abs().sum(new int[] {0, 2, 3}).toFloatArray();
        assertThat(norms).hasSize(32);
        for (int c = 1; c < norms.length; c++) {
          assertThat(norms[c]).isLessThanOrEqualTo(norms[c - 1] + 1e-4f);
        }
      }
    }
  }

  private static Set<String> paths(List<Group> groups) {
    return groups.stream()
        .flatMap(group -> group.sides().stream())
        .map(Side::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void groupsAreFoundInBlocksOfOnesOwnAndEndWhereWidthsAreFixed() {
    List<Group> groups =
        ChannelGroups.elastic(
            Stream.concat(Stream.of(largest), blueprint.space().neighbours(largest).stream())
                .map(blueprint::plan)
                .toList());
    assertThat(paths(groups))
        .contains(
            "stage0.layer0.expand.conv",
            "stage0.layer0.expand.norm",
            "stage0.layer0.depthwise.conv",
            "stage0.layer0.project.conv")
        .anyMatch(path -> path.startsWith("stage1.layer3") && path.endsWith("conv"))
        .doesNotContain("stem.conv", "head.linear");
    // The channels of the first stage are never fewer, so its sums stay as they are.
    assertThat(groups.stream().flatMap(group -> group.sides().stream()))
        .doesNotContain(new Side("stage0.layer0.project.conv", "weight", 0));
  }

  @Test
  void spacesWithoutSlicesHaveNothingToSort() {
    Scale small = new Scale(4, 1, new Shape(3, 8, 8), 3);
    for (Blueprint of :
        List.of(
            new NasBench201Blueprint(small, true),
            SpaceKinds.ALL.named("macro").blueprint(small))) {
      assertThat(ChannelSorting.of(of, of.covering().get(0)).groups()).isZero();
    }
  }
}
