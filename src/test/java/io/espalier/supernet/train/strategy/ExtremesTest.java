package io.espalier.supernet.train.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cost.CostModel;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.file.SpaceFile;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.elastic.ElasticSpace;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExtremesTest {

  private static ToDoubleFunction<Architecture> macs(Blueprint blueprint) {
    return a -> CostModel.macs(blueprint.plan(a).live()) / 1e6;
  }

  @Test
  void noNetworkOfALargeSpaceIsLargerOrSmaller() {
    Blueprint blueprint = ElasticSpace.blueprint();
    ToDoubleFunction<Architecture> macs = macs(blueprint);
    double most = macs.applyAsDouble(Extremes.largest(blueprint, macs));
    double least = macs.applyAsDouble(Extremes.smallest(blueprint, macs));
    assertThat(least).isLessThan(0.1 * most);
    RandomGenerator random = new Seed(1).generator();
    for (int n = 0; n < 3000; n++) {
      double one = macs.applyAsDouble(blueprint.space().sample(random));
      assertThat(one).isBetween(least, most);
    }
  }

  @Test
  void aSandwichTeachesFromTheLargestAndHoldsTheSmallest() {
    Blueprint blueprint = ElasticSpace.blueprint();
    ToDoubleFunction<Architecture> macs = macs(blueprint);
    Paths paths =
        StrategyKinds.ALL
            .named("sandwich")
            .create(
                null,
                new StrategyKind.Subject(blueprint, ArchitectureSampler.connected(blueprint), macs))
            .sample(new Seed(1));
    List<Double> sizes =
        paths.plans().stream().map(plan -> CostModel.macs(plan.live()) / 1e6).toList();
    assertThat(paths.distilled()).isTrue();
    assertThat(sizes).hasSize(4);
    assertThat(sizes.get(0)).isEqualTo(macs.applyAsDouble(Extremes.largest(blueprint, macs)));
    assertThat(sizes.get(1)).isEqualTo(macs.applyAsDouble(Extremes.smallest(blueprint, macs)));
  }

  /** Options out of order, and a larger operation that is small with the options it begins with. */
  @Test
  void aSmallSpaceHasNoOtherThanThoseOfTheWholeList() {
    Blueprint blueprint =
        SpaceFile.parse(
                """
                name: crooked
                channels: 8
                input: {size: 8, channels: 1}
                classes: 3
                stages:
                  - depth: [2, 1]
                    width: 8
                    operations:
                      dense: {conv: {kernel: 3}}
                      mobile: {mbconv: {kernel: [5, 3], expand: [2, 14, 3]}}
                """,
                "crooked.yaml")
            .blueprint(new Scale(8, 1, new Shape(1, 8, 8), 3), true);
    ToDoubleFunction<Architecture> macs = macs(blueprint);
    List<Double> all = new ArrayList<>();
    Architecture first = blueprint.covering().get(0);
    for (List<Integer> picks : product(blueprint, 0)) {
      List<List<Integer>> one = picks.stream().map(List::of).toList();
      all.add(macs.applyAsDouble(new Architecture(first.space(), one)));
    }
    assertThat(all).hasSize(2 * 12 * 12);
    assertThat(macs.applyAsDouble(Extremes.largest(blueprint, macs)))
        .isEqualTo(all.stream().mapToDouble(m -> m).max().orElseThrow());
    assertThat(macs.applyAsDouble(Extremes.smallest(blueprint, macs)))
        .isEqualTo(all.stream().mapToDouble(m -> m).min().orElseThrow());
  }

  private static List<List<Integer>> product(Blueprint blueprint, int choice) {
    if (choice == blueprint.space().choices().size()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> rest : product(blueprint, choice + 1)) {
      for (int o = 0; o < blueprint.space().choices().get(choice).options().size(); o++) {
        List<Integer> picks = new ArrayList<>(List.of(o));
        picks.addAll(rest);
        all.add(picks);
      }
    }
    return all;
  }
}
