package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.export.djl.DjlExporter;
import io.espalier.export.onnx.OnnxExporter;
import io.espalier.export.onnx.OnnxOptions;
import io.espalier.export.pytorch.PyTorchExporter;
import io.espalier.export.pytorch.Pythons;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.Training;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The law: a masked supernet, the child cut out of it, and every exported format agree, in DJL, in
 * ONNX Runtime and, where there is one, in a Python with PyTorch, which loads strictly.
 */
class EveryFormatAgreesTest {

  static final List<String> SPACES = SpaceKinds.imageSpaces();

  private static final ChildExport FORMS =
      new ChildExport(
          List.of(
              new SafetensorsExporter(),
              new DjlExporter(),
              new OnnxExporter(new OnnxOptions(true, true)),
              PyTorchExporter.provedWith(Pythons.any())),
          1e-4,
          Progress.SILENT);

  @TempDir Path folder;

  private final Map<String, Double> largest = new TreeMap<>();
  private final Map<String, Double> rounded = new TreeMap<>();

  @ParameterizedTest
  @FieldSource("SPACES")
  void randomChildrenOfEverySpaceAgree(String space) throws IOException {
    // Mobile networks make pictures 32 times smaller; statistics of one pixel need many images.
    boolean mobile = SpaceKinds.ALL.named(space).published().input().height() > 32;
    Shape input = mobile ? new Shape(3, 64, 64) : new Shape(3, 16, 16);
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint(new Scale(8, 1, input, 3));
    ImageSubset images = ImageSubset.all(Children.imageSet(input, mobile ? 48 : 12));
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(7))) {
      assertAgree(supernet, images, Children.NORMALISATION, 2);
    }
  }

  /** Elastic kernels and widths, excitation, dropout and pictures that are resized inside. */
  @ParameterizedTest
  @ValueSource(strings = {"3x16x16", "1x14x18"})
  void randomChildrenOfAMobileSpaceAgree(String picture) throws IOException {
    int[] sizes = Arrays.stream(picture.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    Shape input = new Shape(sizes[0], sizes[1], sizes[2]);
    Blueprint blueprint = new MobileBlueprint(new Scale(8, 1, input, 3), true);
    ImageSubset images = ImageSubset.all(Children.imageSet(input, 12));
    Normalisation normalisation = Normalisation.of(images);
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(7))) {
      Children.disturb(supernet.weights(), new Seed(5));
      assertAgree(supernet, images, normalisation, 4);
    }
  }

  /** Real images and trained weights: untrained networks hardly tell images and classes apart. */
  @Tag("slow")
  @ParameterizedTest
  @FieldSource("SPACES")
  void fiftyRandomChildrenOfEverySpaceAgreeOnAThousandImages(String space) throws IOException {
    ImageSource sample =
        ImageSources.open("sample", DataOptions.DEFAULT.withSize(16), Progress.SILENT);
    ImageSubset training = ImageSubset.all(sample.training());
    Normalisation normalisation = Normalisation.of(training);
    Blueprint blueprint =
        SpaceKinds.ALL.named(space).blueprint(new Scale(8, 1, new Shape(1, 16, 16), 10));
    PyTorch.useThreads(1);
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(7))) {
      SupernetTrainer.train(
          new Training(
              supernet.weights(),
              PlanSampler.singlePath(blueprint, ArchitectureSampler.connected(blueprint)),
              new BatchReader(training, normalisation, Augmentation.NONE, 32, new Seed(5)),
              new Recipe(2, 32, 0.1, 0.9, 5e-4, 5, 0.5, 0),
              Averaging.NONE,
              new Seed(9),
              folder.resolve("training"),
              Supernet.identity(blueprint),
              Optional.empty()),
          false,
          Progress.SILENT);
      ImageSubset images = ImageSubset.all(sample.test()).draw(1000, new Seed(4));
      assertAgree(supernet, images, normalisation, 50);
    }
  }

  private void assertAgree(
      Supernet supernet, ImageSubset images, Normalisation normalisation, int children)
      throws IOException {
    Blueprint blueprint = supernet.blueprint();
    List<Batch> batches = batches(images, normalisation);
    for (int c = 0; c < children; c++) {
      Architecture architecture = blueprint.space().sample(new Seed(c).generator());
      for (Proof proof : export(supernet, architecture, normalisation, batches)) {
        if (blueprint.plan(architecture).readsImages()) {
          assertThat(proof.logitRange()).as(architecture + " tells images apart").isPositive();
        }
        assertThat(proof.samePredictions() + proof.ties())
            .as(architecture + " " + proof)
            .isEqualTo(images.count());
        assertThat(proof.holds()).as(architecture + " " + proof).isTrue();
        // Of some networks, 32-bit floating point alone moves the logits further.
        if (proof.rounding() == 0) {
          double share = proof.largestDifference() / Math.max(proof.logitRange(), 1e-9);
          largest.merge(proof.format(), share, Math::max);
        } else {
          rounded.merge(proof.format(), proof.largestDifference() / proof.rounding(), Math::max);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d children, %d images, largest difference as a share of the logits' range: %s; where"
            + " that is more than 1e-4, as a multiple of the reference's own rounding: %s%n",
        blueprint.space().name(),
        children,
        images.count(),
        largest,
        rounded);
    assertThat(largest).hasSize(Pythons.any().isPresent() ? 4 : 3);
    assertThat(largest.values()).allMatch(share -> share <= 1e-4);
  }

  /** One image, then as many as there are in batches of 64. */
  private static List<Batch> batches(ImageSubset images, Normalisation normalisation) {
    List<Batch> batches = new ArrayList<>();
    int[] which = new int[images.count()];
    images.indices().get(0, which);
    batches.add(reader(images.images(), Arrays.copyOf(which, 1), normalisation, 1).sequential(0));
    int[] others = Arrays.copyOfRange(which, 1, which.length);
    batches.addAll(Evaluator.batches(reader(images.images(), others, normalisation, 64)));
    return batches;
  }

  private static BatchReader reader(
      ImageSet images, int[] which, Normalisation normalisation, int size) {
    ImageSubset subset = new ImageSubset(images, IntBuffer.wrap(which));
    return new BatchReader(subset, normalisation, Augmentation.NONE, size, new Seed(3));
  }

  private List<Proof> export(
      Supernet supernet,
      Architecture architecture,
      Normalisation normalisation,
      List<Batch> batches)
      throws IOException {
    Blueprint blueprint = supernet.blueprint();
    Plan plan = blueprint.plan(architecture);
    try (Weights masked = supernet.weights().withOwnStatistics(plan)) {
      // Statistics of their own, as exports have: others let a ReLU behind them end every signal.
      new Evaluator()
          .recalibrate(
              new PlanRunner(plan), masked, batches.subList(1, Math.min(3, batches.size())));
      ChildDescription about =
          new ChildDescription(
              blueprint.space().name(),
              architecture.id(),
              Mask.of(blueprint.space(), architecture).toString(),
              blueprint.scale(),
              normalisation,
              IntStream.range(0, blueprint.scale().classes()).mapToObj(i -> "class" + i).toList(),
              Children.provenance(7));
      Plan live = plan.live();
      try (Child child = new Child(live, masked.copyFor(live), about)) {
        Path target = folder.resolve("child");
        List<Proof> proofs =
            FORMS
                .write(
                    child,
                    new Accuracy(0, 0, 1),
                    new ImageReference(
                        "masked supernet",
                        new PlanNetwork(supernet.runner(architecture), masked),
                        batches),
                    target,
                    true)
                .proof()
                .proofs();
        assertThat(Files.size(target.resolve("onnx/model.onnx")))
            .as("bytes of the ONNX model of %s", architecture)
            .isLessThan((long) (1.01 * 4 * parameters(live)) + 100_000);
        return proofs;
      }
    }
  }

  private static long parameters(Plan plan) {
    return plan.nodes().stream()
        .map(Node::op)
        .flatMap(op -> op.tensors().stream())
        .filter(Tensor::learned)
        .mapToLong(Tensor::values)
        .sum();
  }
}
