package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.data.Augmentation;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.Score;
import io.espalier.supernet.evaluate.SupernetEstimator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupernetExportTest {

  private static final List<String> CLASSES = List.of("rows", "columns", "chess", "noise");

  @TempDir Path folder;

  private final Blueprint blueprint = TinyBlueprint.of(4, 4);
  private final Architecture architecture = blueprint.covering().get(1);
  private final ImageSet validation = TinyImages.of(90, 4, new Seed(2));
  private final ImageSet training = TinyImages.of(60, 4, new Seed(1));
  private final Normalisation normalisation = Normalisation.of(ImageSubset.all(training));

  private BatchReader reader(ImageSet images) {
    return new BatchReader(
        ImageSubset.all(images), normalisation, Augmentation.NONE, 32, new Seed(0));
  }

  @Test
  void theExportedChildAloneIsAsGoodAsItsEstimate() {
    Path target = folder.resolve(architecture.id());
    Accuracy estimated = exportAndEstimate(target);
    assertThat(Manifest.read(target).expected()).isEqualTo(estimated);
    assertThat(ProofReport.read(target).proofs())
        .hasSize(2)
        .allMatch(Proof::holds)
        .allMatch(proof -> proof.images() == 90);
    try (Child child = Child.load(target, Device.cpu())) {
      Score score = child.score(ImageSubset.all(validation), CLASSES, "validate", Progress.SILENT);
      assertThat(Accuracy.of(score)).isEqualTo(estimated);
    }
  }

  private Accuracy exportAndEstimate(Path target) {
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(3))) {
      SupernetEstimator estimator =
          new SupernetEstimator(
              supernet, reader(training), reader(validation), EstimateSettings.DEFAULT, 2);
      Outcome outcome = estimator.estimate(List.of(architecture)).get(0);
      Estimate estimate = (Estimate) outcome;
      export(supernet).write(architecture, Children.EXPORT, target, false);
      return new Accuracy(estimate.score(), estimate.standardError(), estimate.images());
    }
  }

  private SupernetExport export(Supernet supernet) {
    return new SupernetExport(
        supernet,
        reader(training),
        reader(validation),
        normalisation,
        CLASSES,
        Children.provenance(3));
  }

  @Test
  void aChildWithoutFiniteLogitsIsRefusedAndNothingIsLeft() {
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(3))) {
      supernet.weights().get("head", "bias").set(new float[] {0, Float.NaN, 0, 0});
      Path target = folder.resolve(architecture.id());
      assertThatThrownBy(() -> export(supernet).write(architecture, Children.EXPORT, target, false))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("its loss is NaN");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void imagesThatTheChildDoesNotKnowAreRefused() {
    try (Child child = Children.random(1)) {
      ImageSubset images = ImageSubset.all(validation);
      List<String> classes = child.about().classes();
      assertThatThrownBy(() -> child.score(images, classes, "validate", Progress.SILENT))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("the images have 1 channels of 8x8 pixels")
          .hasMessageContaining("takes 3 channels of 10x12 pixels (width x height)");
      ImageSubset fitting = ImageSubset.all(Children.imageSet(child.plan().input(), 6));
      assertThatThrownBy(() -> child.score(fitting, CLASSES, "validate", Progress.SILENT))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("[cat, dog, tree]");
      assertThat(child.score(fitting, classes, "validate", Progress.SILENT).images()).isEqualTo(6);
    }
  }
}
