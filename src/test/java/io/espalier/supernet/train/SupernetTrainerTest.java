package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.random.Seed;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupernetTrainerTest {

  private static final int CLASSES = 4;

  @TempDir Path folder;

  private final Blueprint blueprint = TinyBlueprint.of(8, CLASSES);

  @BeforeAll
  static void oneThread() {
    PyTorch.useThreads(1);
  }

  private Weights fresh() {
    return Weights.initialise(blueprint, Device.cpu(), new Seed(1));
  }

  private static Recipe recipe(int epochs, double rate) {
    return new Recipe(epochs, 16, rate, 0.9, 5e-4, 5, 0.5, 0.1);
  }

  private PlanSampler strategy(String name) {
    ArchitectureSampler sampler = ArchitectureSampler.connected(blueprint);
    return switch (name) {
      case "single_path" -> PlanSampler.singlePath(blueprint, sampler);
      case "random_mask" -> PlanSampler.randomMask(blueprint);
      case "fair" -> PlanSampler.fair(blueprint);
      case "sandwich" ->
          PlanSampler.sandwich(
              blueprint, sampler, blueprint.covering().get(1), blueprint.covering().get(0));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Training training(Weights weights, Path where, Recipe recipe, String strategy) {
    return new Training(
        weights,
        strategy(strategy),
        TinyImages.reader(96, CLASSES, 16, new Seed(2)),
        recipe,
        Averaging.NONE,
        new Seed(3),
        where,
        Supernet.identity(blueprint),
        Optional.empty());
  }

  private static Map<String, byte[]> bytes(Path file) {
    Map<String, byte[]> bytes = new HashMap<>();
    Safetensors.read(file)
        .tensors()
        .forEach(
            (name, entry) -> {
              byte[] data = new byte[entry.data().get().remaining()];
              entry.data().get().get(data);
              bytes.put(name, data);
            });
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"single_path", "random_mask", "fair", "sandwich"})
  void aResumedTrainingEndsInTheSameBits(String strategy) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    try (Weights weights = fresh()) {
      Training training = training(weights, whole, recipe(4, 0.1), strategy);
      assertThat(SupernetTrainer.train(training, false, Progress.SILENT).finished()).isTrue();
    }
    for (int stop : new int[] {5, 8, Integer.MAX_VALUE}) {
      try (Weights weights = fresh()) {
        Training training = training(weights, parts, recipe(4, 0.1), strategy);
        TrainingResult result = SupernetTrainer.train(training, true, new StopAfter(stop));
        assertThat(result.finished()).isEqualTo(stop == Integer.MAX_VALUE);
      }
    }
    Map<String, byte[]> expected = bytes(Training.last(whole));
    Map<String, byte[]> actual = bytes(Training.last(parts));
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    assertThat(expected.keySet()).anyMatch(name -> name.startsWith("momentum/"));
    expected.forEach((name, data) -> assertThat(actual.get(name)).as(name).isEqualTo(data));
    assertThat(withoutSeconds(parts)).isEqualTo(withoutSeconds(whole)).hasSize(1 + 4);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0", "0, 0.75"})
  void averagedWeightsAreWhatIsLoadedAndSurviveAStop(double decay, double tail) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    Recipe recipe = recipe(10, 0.1);
    try (Weights weights = fresh()) {
      SupernetTrainer.train(
          averaged(training(weights, whole, recipe, "single_path"), decay, tail),
          false,
          Progress.SILENT);
    }
    for (int stop : new int[] {13, 31, Integer.MAX_VALUE}) {
      try (Weights weights = fresh()) {
        SupernetTrainer.train(
            averaged(training(weights, parts, recipe, "single_path"), decay, tail),
            true,
            new StopAfter(stop));
      }
    }
    Map<String, byte[]> expected = bytes(Training.last(whole));
    Map<String, byte[]> actual = bytes(Training.last(parts));
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, data) -> assertThat(actual.get(name)).as(name).isEqualTo(data));
    String name = "layer0.conv_3x3.conv.weight";
    assertThat(expected.get(Supernet.AVERAGE + name)).isNotEqualTo(expected.get(name));
    try (Supernet loaded = Supernet.load(Training.last(whole), blueprint, Device.cpu())) {
      byte[] used = new byte[expected.get(name).length];
      loaded.weights().all().get(name).toByteBuffer(false).get(used);
      assertThat(used).isEqualTo(expected.get(Supernet.AVERAGE + name));
    }
  }

  private static Training averaged(Training plain, double decay, double tail) {
    return new Training(
        plain.weights(),
        plain.plans(),
        plain.stream(),
        plain.recipe(),
        new Averaging(decay, tail),
        plain.seed(),
        plain.folder(),
        plain.identity(),
        plain.validation());
  }

  private static List<String> withoutSeconds(Path where) throws IOException {
    return Files.readAllLines(where.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst("^([^,]*,[^,]*),[^,]*,[^,]*", "$1"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"single_path", "random_mask", "fair", "sandwich"})
  void theSupernetLearns(String strategy) {
    try (Weights weights = fresh()) {
      Training training = training(weights, folder, recipe(25, 0.2), strategy);
      TrainingResult result = SupernetTrainer.train(training, false, Progress.SILENT);
      assertThat(result.steps()).isEqualTo(25 * 6);
      assertThat(result.accuracyPercent()).isGreaterThan(70);
    }
  }

  @Test
  void onlyWhatAStepRunsMoves() {
    PlanSampler convolutions = PlanSampler.constant(blueprint.plan(blueprint.covering().get(1)));
    try (Weights weights = fresh();
        Weights before = fresh()) {
      Training all = training(weights, folder, recipe(1, 0.1), "single_path");
      Training one =
          new Training(
              weights,
              convolutions,
              all.stream(),
              all.recipe(),
              all.averaging(),
              all.seed(),
              folder,
              all.identity(),
              Optional.empty());
      SupernetTrainer.train(one, false, Progress.SILENT);
      weights
          .all()
          .forEach(
              (name, array) -> {
                boolean same =
                    Arrays.equals(array.toFloatArray(), before.all().get(name).toFloatArray());
                assertThat(same).as(name).isEqualTo(name.contains("pool_conv_1x1"));
              });
    }
  }

  @Test
  void aRunawayLossGoesBackAndAtLastGivesUp() {
    StopAfter progress = new StopAfter(Long.MAX_VALUE);
    try (Weights weights = fresh()) {
      Recipe wild = new Recipe(3, 16, 1e30, 0, 0, 0, 0, 0);
      Training training = training(weights, folder, wild, "single_path");
      assertThatThrownBy(() -> SupernetTrainer.train(training, false, progress))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("after 5 roll-backs")
          .hasMessageContaining("learning rate");
      assertThat(progress.said()).hasSize(5);
      assertThat(progress.said().get(4)).contains("back to step 0").contains("0.03125");
    }
  }

  @Test
  void aRollBackThatHelpsIsCountedAndTheTrainingFinishes() {
    StopAfter progress = new StopAfter(Long.MAX_VALUE);
    try (Weights weights = fresh()) {
      Recipe high = new Recipe(4, 16, 60, 0, 0, 0, 0, 0);
      TrainingResult result =
          SupernetTrainer.train(training(weights, folder, high, "single_path"), false, progress);
      assertThat(result.finished()).isTrue();
      assertThat(result.rollbacks()).isBetween(1, 5).isEqualTo(progress.said().size());
    }
  }

  @Test
  void aFolderWithATrainingIsNotOverwrittenAndAForeignOneIsRefused() throws IOException {
    try (Weights weights = fresh()) {
      Training training = training(weights, folder, recipe(1, 0.1), "single_path");
      SupernetTrainer.train(training, false, new StopAfter(2));
      byte[] before = Files.readAllBytes(Training.last(folder));
      assertThatThrownBy(() -> SupernetTrainer.train(training, false, Progress.SILENT))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("continue it");

      Map<String, String> other = new HashMap<>(training.identity());
      other.put("channels", "16");
      Training foreign =
          new Training(
              weights,
              training.plans(),
              training.stream(),
              training.recipe(),
              training.averaging(),
              training.seed(),
              folder,
              other,
              Optional.empty());
      assertThatThrownBy(() -> SupernetTrainer.train(foreign, true, Progress.SILENT))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("its channels is 8, but 16 is configured");
      assertThat(Files.readAllBytes(Training.last(folder))).isEqualTo(before);
    }
  }

  @Test
  void validationIsARowOfItsOwnAndTheBestWeightsAreKept() throws IOException {
    List<Double> accuracies = new ArrayList<>(List.of(50.0, 70.0, 60.0));
    Supervision validation = () -> accuracies.remove(0);
    try (Weights weights = fresh()) {
      Training plain = training(weights, folder, recipe(3, 0.1), "single_path");
      Training validated =
          new Training(
              weights,
              plain.plans(),
              plain.stream(),
              plain.recipe(),
              plain.averaging(),
              plain.seed(),
              folder,
              plain.identity(),
              Optional.of(validation));
      TrainingResult result = SupernetTrainer.train(validated, false, Progress.SILENT);
      assertThat(result.validationsPercent()).containsExactly(50.0, 70.0, 60.0);
      assertThat(Files.readAllLines(folder.resolve("metrics.csv")))
          .hasSize(4)
          .first()
          .asString()
          .endsWith("accuracy_percent,validation_accuracy_percent");
      assertThat(Safetensors.read(Training.best(folder)).metadata()).containsEntry("step", "12");
      Supernet.load(Training.best(folder), blueprint, Device.cpu()).close();
    }
  }

  @Test
  void resumingAFinishedTrainingGivesItsResultAgain() {
    try (Weights weights = fresh()) {
      Training training = training(weights, folder, recipe(2, 0.1), "single_path");
      TrainingResult first = SupernetTrainer.train(training, false, Progress.SILENT);
      assertThat(SupernetTrainer.train(training, true, Progress.SILENT)).isEqualTo(first);
      assertThat(first.loss()).isPositive();
    }
  }

  @Test
  void stepsLeakNoArrays() {
    try (Weights weights = fresh()) {
      Training training = training(weights, folder, recipe(4, 0.1), "single_path");
      int before = weights.manager().getManagedArrays().size();
      SupernetTrainer.train(training, false, Progress.SILENT);
      assertThat(weights.manager().getManagedArrays()).hasSize(before);
    }
  }
}
