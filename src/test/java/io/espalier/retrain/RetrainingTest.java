package io.espalier.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.cost.CostKinds;
import io.espalier.cost.CostModel;
import io.espalier.data.Augmentation;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.export.Accuracy;
import io.espalier.export.Child;
import io.espalier.export.Children;
import io.espalier.export.Manifest;
import io.espalier.export.Proof;
import io.espalier.export.ProofReport;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {

  private static final List<String> CLASSES = List.of("rows", "columns", "chess", "noise");
  private static final Provenance PROVENANCE = Provenance.now("test", 5, "0", DataUse.NONE);

  @TempDir Path folder;

  private final AtomicInteger testReads = new AtomicInteger();
  private final ImageSubset training = ImageSubset.all(TinyImages.of(96, 4, new Seed(1)));
  private final ImageSubset validation = ImageSubset.all(TinyImages.of(48, 4, new Seed(2)));
  private final ImageSet test = TinyImages.of(64, 4, new Seed(3));

  private Subject subject() {
    Blueprint blueprint = TinyBlueprint.of(8, 4);
    return Subject.fromScratch(
        blueprint, blueprint.covering().get(1), Normalisation.of(training), CLASSES, PROVENANCE);
  }

  private RetrainImages images() {
    return new RetrainImages(
        training,
        validation,
        () -> {
          testReads.incrementAndGet();
          return test;
        },
        CLASSES);
  }

  private Retraining retraining(Subject subject, int epochs, double rate) {
    return new Retraining(
        subject,
        images(),
        RetrainRecipe.plain(
            new Recipe(epochs, 16, rate, 0.9, 5e-4, 5, 0.5, 0.1), new Augmentation(1, true, 2)),
        Optional.empty(),
        new Seed(5),
        Device.cpu(),
        PROVENANCE);
  }

  private Optional<RetrainResult> run(Retraining retraining, Path where, boolean resume) {
    return retraining.run(where, resume, () -> {}, Children.EXPORT, Progress.SILENT);
  }

  /** Asks to stop after so many steps. */
  private static Progress stopAfter(int steps) {
    AtomicInteger done = new AtomicInteger();
    return new Progress() {
      @Override
      public Task begin(String what, String unit, long total, long before) {
        return new Task() {
          @Override
          public void advance(long by, String note) {
            done.addAndGet((int) by);
          }

          @Override
          public void close() {}
        };
      }

      @Override
      public void say(String message) {}

      @Override
      public boolean stopRequested() {
        return done.get() >= steps;
      }
    };
  }

  @Test
  void learnsAndReportsAndLeavesAChildThatStandsAlone() throws IOException {
    RetrainResult result = run(retraining(subject(), 12, 0.1), folder, false).orElseThrow();
    assertThat(testReads).hasValue(1);
    assertThat(RetrainResult.read(folder)).isEqualTo(result);
    assertThat(result.test().accuracyPercent()).isGreaterThan(60);
    assertThat(result.test().images()).isEqualTo(64);
    assertThat(result.from()).isEqualTo("scratch");
    assertThat(result.costs().get(CostKinds.PARAMS))
        .isEqualTo(CostModel.params(subject().plan()) / 1e6, within(1e-12));

    List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
    assertThat(metrics).hasSize(13);
    assertThat(metrics.get(0)).endsWith(",validation_accuracy_percent");
    double best =
        metrics.stream()
            .skip(1)
            .mapToDouble(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
            .max()
            .orElseThrow();
    assertThat(result.validation().accuracyPercent()).isEqualTo(best, within(0.01));

    Manifest manifest = Manifest.read(folder.resolve("child"));
    assertThat(manifest.expected()).isEqualTo(result.validation());
    assertThat(ProofReport.read(folder.resolve("child")).proofs())
        .hasSize(2)
        .allMatch(Proof::holds);
    try (Child child = Child.load(folder.resolve("child"), Device.cpu())) {
      Accuracy alone =
          Accuracy.of(child.score(ImageSubset.all(test), CLASSES, "test", Progress.SILENT));
      assertThat(alone).isEqualTo(result.test());
    }
  }

  @Test
  void aResumedRetrainingEndsInTheSameBits() {
    Retraining retraining = retraining(subject(), 3, 0.1);
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    RetrainResult expected = run(retraining, whole, false).orElseThrow();
    for (int steps : new int[] {1, 6, 7}) {
      assertThat(retraining.run(parts, true, () -> {}, Children.EXPORT, stopAfter(steps)))
          .isEmpty();
    }
    assertThat(testReads).hasValue(1);
    assertThat(parts.resolve("result.json")).doesNotExist();
    RetrainResult resumed = run(retraining, parts, true).orElseThrow();
    assertThat(resumed.test()).isEqualTo(expected.test());
    assertThat(resumed.validation()).isEqualTo(expected.validation());
    for (String file :
        List.of("child/child.safetensors", "child/plan.json", "child/djl/model.pt")) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  @Test
  void aFinishedRetrainingIsNotDoneAgain() {
    Retraining retraining = retraining(subject(), 1, 0.1);
    RetrainResult result = run(retraining, folder, false).orElseThrow();
    assertThatThrownBy(() -> run(retraining, folder, false))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("continue it");
    assertThat(run(retraining, folder, true)).contains(result);
    assertThat(testReads).hasValue(1);
    assertThatThrownBy(() -> run(retraining(subject(), 2, 0.1), folder, true))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("recipe");
  }

  @Test
  void inheritedWeightsAreWhereItStarts() {
    run(retraining(subject(), 8, 0.1), folder.resolve("first"), false);
    Path second = folder.resolve("second");
    try (Child child = Child.load(folder.resolve("first/child"), Device.cpu())) {
      float[] before = child.weights().get("head", "weight").toFloatArray();
      Retraining again = retraining(Subject.inheriting(child), 1, 1e-9);
      RetrainResult result = run(again, second, false).orElseThrow();
      assertThat(result.from()).isEqualTo("inherited");
      assertThat(child.weights().get("head", "weight").toFloatArray()).isEqualTo(before);
      try (Child trained = Child.load(second.resolve("child"), Device.cpu())) {
        assertThat(trained.weights().get("head", "weight").toFloatArray())
            .containsExactly(before, within(1e-5f));
      }
      assertThatThrownBy(() -> run(retraining(Subject.fromScratch(child), 1, 1e-9), second, true))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("its from is inherited, but scratch is configured");
    }
  }

  @Test
  void anArchitectureCanBeRetrainedAtALargerSize() {
    Blueprint blueprint =
        SpaceKinds.ALL.named("nasbench201").blueprint(new Scale(8, 1, new Shape(1, 8, 8), 4));
    Architecture architecture = blueprint.space().sample(new Seed(1).generator());
    Subject small =
        Subject.fromScratch(
            blueprint, architecture, Normalisation.of(training), CLASSES, PROVENANCE);
    Subject large =
        small.builtBy(
            SpaceKinds.ALL.named("nasbench201").blueprint(new Scale(16, 2, new Shape(1, 8, 8), 4)));
    assertThat(large.about().architecture()).isEqualTo(architecture.id());
    assertThat(large.about().scale()).isEqualTo(new Scale(16, 2, new Shape(1, 8, 8), 4));
    assertThat(CostModel.params(large.plan())).isGreaterThan(2 * CostModel.params(small.plan()));
  }

  @Test
  void imagesOfAnotherShapeAreRefusedBeforeAnythingIsWritten() {
    Blueprint blueprint =
        SpaceKinds.ALL.named("macro").blueprint(new Scale(8, 1, new Shape(3, 16, 16), 4));
    Subject other =
        Subject.fromScratch(
            blueprint,
            blueprint.covering().get(0),
            new Normalisation(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
            CLASSES,
            PROVENANCE);
    assertThatThrownBy(() -> run(retraining(other, 1, 0.1), folder, false))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("takes 3 channels of 16x16 pixels");
    assertThat(folder).isEmptyDirectory();
  }
}
