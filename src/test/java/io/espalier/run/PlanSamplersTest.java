package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.espalier.config.Configuration;
import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.train.Paths;
import io.espalier.supernet.train.PlanSampler;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanSamplersTest {

  private static PlanSampler sampler(String... settings) {
    Configuration configuration = Configuration.defaults().set("supernet.channels=4");
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    Run run = Run.without(configuration.values(), Catalogues.BUILT_IN, Progress.SILENT);
    return new PlanSamplers(run).of(run.task().networks().supernet(), List.of());
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> sampler("train.strategy=single_pth"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'single_path'");
    assertThatThrownBy(() -> sampler("train.draw=class"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("classes");
  }

  @Test
  void aSpaceThatIsTooLargeHasNoListOfClasses() {
    assertThatThrownBy(() -> sampler("train.draw=classes", "space.name=nasnet"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("too many to be listed; give connected or all");
  }

  @Test
  void everyClassOfNetworksThatReadImagesComesOnce() {
    Settings config = Configuration.defaults().set("supernet.channels=4").values();
    Run run = Run.without(config, Catalogues.BUILT_IN, Progress.SILENT);
    List<Architecture> classes = new PlanSamplers(run).classes();
    // Of the 6,466 published classes, five pass no image on to the output.
    assertThat(classes).hasSize(6461).doesNotHaveDuplicates();
    assertThat(classes).allMatch(a -> run.task().networks().space().canonical(a).equals(a));
  }

  @Test
  void theLargestOfSeveralDrawnIsTrained() {
    assertThat(meanParams(sampler("train.draw_largest_of=3")))
        .isGreaterThan(1.15 * meanParams(sampler()));
    assertThatThrownBy(() -> sampler("train.draw_largest_of=0"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("train.draw_largest_of");
  }

  @Test
  void theLargestIsTheOneWithTheMostMacs() {
    // In Macro, where the layers that hold the parameters are not those that compute.
    PlanSampler any = sampler("space.name=macro");
    double most =
        mean(
            group ->
                LongStream.range(8 * group, 8 * group + 8)
                    .mapToDouble(n -> drawn(any, n).get(CostKinds.MACS))
                    .max()
                    .orElseThrow());
    PlanSampler largest = sampler("space.name=macro", "train.draw_largest_of=8");
    assertThat(mean(n -> drawn(largest, n).get(CostKinds.MACS)))
        .isCloseTo(most, withinPercentage(2));
  }

  private static double meanParams(PlanSampler sampler) {
    return mean(n -> drawn(sampler, n).get(CostKinds.PARAMS));
  }

  private static Costs drawn(PlanSampler sampler, long seed) {
    return Costs.of(sampler.sample(new Seed(seed)).plans().get(0));
  }

  private static double mean(LongToDoubleFunction of) {
    return LongStream.range(0, 200).mapToDouble(of).average().orElseThrow();
  }

  @Test
  void aSandwichHasTheLargestFirstAndTheSmallestSecond() {
    Paths paths = sampler("train.strategy=sandwich", "space.name=macro").sample(new Seed(1));
    assertThat(paths.distilled()).isTrue();
    assertThat(paths.plans()).hasSize(4);
    List<Integer> sizes = paths.plans().stream().map(plan -> plan.live().nodes().size()).toList();
    assertThat(sizes).allMatch(size -> size <= sizes.get(0)).allMatch(size -> size >= sizes.get(1));
    assertThat(paths.plans().get(0).nodes())
        .noneMatch(node -> node.path().contains("identity") || node.path().contains("k3_e3"));
  }
}
