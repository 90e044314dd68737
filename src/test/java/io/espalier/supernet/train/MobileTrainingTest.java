package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.random.Seed;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings with dropout, elastic kernels and pictures that are resized inside. */
class MobileTrainingTest {

  private static final int CLASSES = 3;

  @TempDir Path folder;

  private final MobileBlueprint blueprint =
      new MobileBlueprint(new Scale(4, 1, new Shape(1, 8, 8), CLASSES), true);

  @BeforeAll
  static void oneThread() {
    PyTorch.useThreads(1);
  }

  private PlanSampler sampler(String strategy) {
    ArchitectureSampler sampler = ArchitectureSampler.connected(blueprint);
    return switch (strategy) {
      case "sandwich" ->
          PlanSampler.sandwich(
              blueprint, sampler, blueprint.covering().get(0), MobileBlueprint.smallest());
      case "child" -> PlanSampler.constant(blueprint.plan(MobileBlueprint.smallest()));
      default -> PlanSampler.singlePath(blueprint, sampler);
    };
  }

  private Training training(Weights weights, String strategy, Path where, int epochs) {
    return new Training(
        weights,
        sampler(strategy),
        TinyImages.reader(96, CLASSES, 16, new Seed(2)),
        new Recipe(epochs, 16, 0.1, 0.9, 5e-4, 5, 0.5, 0.1),
        Averaging.NONE,
        new Seed(3),
        where,
        Supernet.identity(blueprint),
        Optional.empty());
  }

  /** The hash of the weights after a training that is stopped in step {@code stop}, if at all. */
  private String trained(String strategy, int stop) {
    Path where = folder.resolve("stop" + stop);
    if (stop > 0) {
      try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
        assertThat(
                SupernetTrainer.train(
                        training(weights, strategy, where, 3), true, new StopAfter(stop))
                    .finished())
            .isFalse();
      }
    }
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      SupernetTrainer.train(training(weights, strategy, where, 3), stop > 0, Progress.SILENT);
      return weights.hash();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"single_path", "sandwich", "child"})
  void aResumedTrainingEndsInTheSameBits(String strategy) {
    assertThat(trained(strategy, 8)).isEqualTo(trained(strategy, 0));
  }

  @Test
  void aTrainingLearns() {
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      TrainingResult result =
          SupernetTrainer.train(
              training(weights, "single_path", folder, 12), false, Progress.SILENT);
      assertThat(result.loss()).isLessThan(0.8 * Math.log(CLASSES));
    }
  }

  @Test
  void randomMasksNeedOneSizeOfEachOperation() {
    Plan small = blueprint.plan(MobileBlueprint.smallest());
    Plan large = blueprint.plan(blueprint.covering().get(0));
    assertThatThrownBy(() -> MergedPlan.of(List.of(small, large)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("use the strategy single_path");
  }
}
