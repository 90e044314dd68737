package io.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Augmentation;
import io.espalier.data.augment.AugmentPolicies;
import io.espalier.data.augment.CutMix;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retrained;
import io.espalier.run.Retrain;
import io.espalier.run.Run;
import io.espalier.run.Train;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.train.Annealing;
import io.espalier.supernet.train.RmsProp;
import io.espalier.supernet.train.Sgd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {

  @TempDir Path folder;

  private static Configuration with(String... settings) {
    Configuration configuration = Configuration.defaults();
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    return configuration;
  }

  @Test
  void theShortOneIsTheDefault() {
    assertThat(with("retrain.recipe=short").text()).isEqualTo(Configuration.defaults().text());
  }

  @Test
  void theDartsRecipeIsThatOfThePaper() {
    RetrainRecipe recipe =
        with("retrain.recipe=darts", "data.flip=false").values().retrainRecipe(Catalogues.BUILT_IN);
    assertThat(recipe.training().epochs()).isEqualTo(600);
    assertThat(recipe.training().learningRate()).isEqualTo(0.025);
    assertThat(recipe.training().update()).isEqualTo(new Sgd());
    assertThat(recipe.augmentation()).isEqualTo(new Augmentation(4, false, 16, 0, 9));
    assertThat(recipe.dropPath()).isEqualTo(0.2);
    assertThat(recipe.auxiliary()).isEqualTo(0.4);
  }

  @Test
  void theMobileRecipeIsThatOfThePapers() {
    RetrainRecipe recipe =
        with("retrain.recipe=mobile", "data.cutout=3").values().retrainRecipe(Catalogues.BUILT_IN);
    assertThat(recipe.training().update()).isEqualTo(new RmsProp(0.9, 0.001));
    assertThat(recipe.training().schedule()).isEqualTo(new Annealing.Exponential(0.97, 2.4));
    assertThat(recipe.averageDecay()).isEqualTo(0.9999);
    assertThat(recipe.augmentation()).isEqualTo(new Augmentation(2, true, 3, 2, 9));
    // 0.256 for batches of 4,096; five epochs of warm-up, then two whole periods of 2.4.
    assertThat(recipe.training().learningRate(99, 100)).isEqualTo(0.004 * 100 / 500);
    assertThat(recipe.training().learningRate(500, 100)).isEqualTo(0.004 * 0.97 * 0.97);
    assertThat(recipe.training().learningRate(719, 100)).isEqualTo(0.004 * 0.97 * 0.97);
    assertThat(recipe.training().learningRate(720, 100)).isEqualTo(0.004 * Math.pow(0.97, 3));
  }

  @Test
  void theRecipeOfLaNetIsThePublishedOne() {
    RetrainRecipe recipe = with("retrain.recipe=lanet").values().retrainRecipe(Catalogues.BUILT_IN);
    assertThat(recipe.training().epochs()).isEqualTo(1_500);
    assertThat(recipe.training().batchSize()).isEqualTo(32);
    assertThat(recipe.training().learningRate()).isEqualTo(0.025);
    assertThat(recipe.training().weightDecay()).isEqualTo(3e-4);
    assertThat(recipe.training().clipNorm()).isEqualTo(5);
    assertThat(recipe.training().labelSmoothing()).isZero();
    assertThat(recipe.training().update()).isEqualTo(new Sgd());
    assertThat(recipe.augmentation())
        .isEqualTo(
            new Augmentation(4, true, 0, 0, 9)
                .with(AugmentPolicies.ALL.named("cifar10"), new CutMix(0.5, 2)));
    assertThat(recipe.dropPath()).isEqualTo(0.2);
    assertThat(recipe.auxiliary()).isEqualTo(0.4);
    assertThat(recipe.averageDecay()).isEqualTo(0.9999);
    assertThat(
            with("retrain.recipe=lanet", "retrain.recipe=darts")
                .values()
                .retrainRecipe(Catalogues.BUILT_IN)
                .augmentation())
        .as("recipes leave nothing of each other")
        .isEqualTo(new Augmentation(4, true, 16, 0, 9));
  }

  @Test
  void keysGivenWithARecipeCountAndTheResolvedFileReadsTheSame() throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "retrain: {epochs: 7, recipe: darts, drop_path: 0.1}\n");
    Configuration read = Configuration.read(file);
    assertThat(read.values().retrain().descent().epochs()).isEqualTo(7);
    assertThat(read.values().retrain().descent().batchSize()).isEqualTo(96);
    assertThat(read.values().retrain().dropPath()).isEqualTo(0.1);
    Files.writeString(file, read.text());
    assertThat(Configuration.read(file).text()).isEqualTo(read.text());
    assertThat(
            with("retrain.epochs=7", "retrain.recipe=darts").values().retrain().descent().epochs())
        .isEqualTo(600);
  }

  @Test
  void whatIsUnknownOrOutOfRangeIsRefused() {
    assertRefused("did you mean 'darts'", "retrain.recipe=dart");
    assertRefused("known are: sgd, rmsprop", "retrain.optimizer=adam");
    assertRefused("known are: cosine, exponential", "retrain.annealing=step");
    assertRefused("retrain.distil (--set retrain.distil=2) is 2", "retrain.distil=2");
    assertRefused("retrain.average_decay is 1", "retrain.average_decay=1");
    assertRefused("share of dropped paths 1", "retrain.drop_path=1");
    assertRefused("retrain.auxiliary (--set retrain.auxiliary=-1) is -1", "retrain.auxiliary=-1");
    assertRefused("magnitude", "retrain.augment_operations=1", "retrain.augment_magnitude=11");
    assertRefused("did you mean 'cifar10'", "retrain.augment_policy=cifar");
    assertRefused("retrain.cutmix (--set retrain.cutmix=2) is 2", "retrain.cutmix=2");
    assertRefused("decay 1.0", "retrain.optimizer=rmsprop", "retrain.rmsprop.decay=1");
    assertRefused("retrain.cutout (--set retrain.cutout=-2) is -2", "retrain.cutout=-2");
  }

  private static void assertRefused(String message, String... settings) {
    assertThatThrownBy(() -> with(settings).values().retrainRecipe(Catalogues.BUILT_IN))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  private static Configuration tiny(String recipe) {
    return with(
        "retrain.recipe=" + recipe,
        "threads=1",
        "space.name=nasbench201",
        "data.image_size=8",
        "data.training_images=160",
        "supernet.channels=4",
        "retrain.epochs=4",
        "retrain.warmup_epochs=0.5",
        "retrain.batch_size=16",
        "retrain.average_decay=" + (List.of("mobile", "lanet").contains(recipe) ? 0.9 : 0));
  }

  private Optional<? extends Retrained> retrain(String recipe, Path where, Progress progress) {
    Settings settings = tiny(recipe).values().withWorkDir(where.toString());
    try (Run run = Run.open(settings, progress)) {
      return new Retrain(run).run(Architecture.of("nasbench201", 3, 1, 3, 1, 4, 2), true);
    }
  }

  @Test
  void theSupernetsLargestNetworkTeaches() throws IOException {
    Configuration taught =
        tiny("short")
            .set("train.epochs=1")
            .set("train.warmup_epochs=0")
            .set("train.batch_size=16")
            .set("retrain.distil=0.5");
    Architecture small = Architecture.of("nasbench201", 2, 1, 2, 1, 4, 2);
    Settings settings = taught.values().withWorkDir(folder.toString());
    try (Run run = Run.open(settings, Progress.SILENT)) {
      new Train(run).run("test", false);
      assertThat(new Retrain(run.with(new StopAfter(9))).run(small, false).isPresent()).isFalse();
      assertThat(
              Safetensors.read(folder.resolve("retrain/checkpoints/last.safetensors"))
                  .metadata()
                  .get("teacher"))
          .startsWith("3-3-3-3-3-3 ");
      assertThat(new Retrain(run).run(small, true).isPresent()).isTrue();
    }
  }

  /** The headers differ in the time of day. */
  private static Map<String, ByteBuffer> tensors(Path run) {
    Map<String, ByteBuffer> tensors = new TreeMap<>();
    Safetensors.read(run.resolve("retrain/child/child.safetensors"))
        .tensors()
        .forEach((name, entry) -> tensors.put(name, entry.data().get()));
    return tensors;
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "darts", "mobile", "lanet"})
  void aResumedRetrainingEndsInTheSameBitsAndLeavesAPlainNetwork(String recipe) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    Retrained expected = retrain(recipe, whole, Progress.SILENT).orElseThrow();
    for (int steps : new int[] {3, 9, 12}) {
      assertThat(retrain(recipe, parts, new StopAfter(steps)).isPresent()).isFalse();
    }
    Retrained resumed = retrain(recipe, parts, Progress.SILENT).orElseThrow();
    assertThat(resumed.test()).isEqualTo(expected.test());
    assertThat(tensors(parts)).isEqualTo(tensors(whole)).isNotEmpty();
    assertThat(Files.readString(whole.resolve("retrain/child/plan.json")))
        .doesNotContain("auxiliary");
    List<String> metrics = Files.readAllLines(whole.resolve("retrain/metrics.csv"));
    assertThat(metrics).hasSize(5);
  }
}
