package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSubset;
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
import io.espalier.plan.zoo.Blueprints;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.space.zoo.Spaces;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The law: a masked supernet, the child cut out of it, and every exported form agree, in DJL, in
 * ONNX Runtime and, where there is one, in a Python with PyTorch, which loads strictly.
 */
class EveryFormAgreesTest {

  static final List<String> SPACES = Spaces.OF_IMAGES;

  private static final ChildExport FORMS =
      new ChildExport(
          List.of(
              new SafetensorsExporter(),
              new DjlExporter(),
              new OnnxExporter(new OnnxOptions(true, true)),
              PyTorchExporter.provedWith(Pythons.any())),
          1e-4);

  @TempDir Path folder;

  private final Map<String, Double> largest = new TreeMap<>();

  @ParameterizedTest
  @FieldSource("SPACES")
  void randomChildrenOfEverySpaceAgree(String space) throws IOException {
    assertAgree(space, new Scale(8, 1, new Shape(3, 16, 16), 3), 2, 12);
  }

  @Tag("slow")
  @ParameterizedTest
  @FieldSource("SPACES")
  void fiftyRandomChildrenOfEverySpaceAgreeOnAThousandImages(String space) throws IOException {
    assertAgree(space, new Scale(8, 1, new Shape(3, 16, 16), 10), 50, 1000);
  }

  private void assertAgree(String space, Scale scale, int children, int images) throws IOException {
    Blueprint blueprint = Blueprints.named(space, scale);
    List<Batch> batches = batches(scale.input(), images);
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(7))) {
      for (int c = 0; c < children; c++) {
        Architecture architecture = blueprint.space().sample(new Seed(c).generator());
        for (Proof proof : export(supernet, architecture, batches)) {
          if (blueprint.plan(architecture).readsImages()) {
            assertThat(proof.logitRange()).as(architecture + " tells images apart").isPositive();
          }
          assertThat(proof.samePredictions()).as(architecture + " " + proof).isEqualTo(images);
          double share = proof.largestDifference() / Math.max(proof.logitRange(), 1e-9);
          largest.merge(proof.form(), share, Math::max);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d children, %d images, largest difference as a share of the logits' range: %s%n",
        space,
        children,
        images,
        largest);
    assertThat(largest).hasSize(Pythons.any().isPresent() ? 4 : 3);
    assertThat(largest.values()).allMatch(share -> share <= 1e-4);
  }

  /** One image, then as many as there are in batches of 64. */
  private static List<Batch> batches(Shape shape, int count) {
    ImageSet images = Children.imageSet(shape, count);
    List<Batch> batches = new ArrayList<>();
    batches.add(reader(images, IntStream.of(0), 1).sequential(0));
    batches.addAll(Evaluator.batches(reader(images, IntStream.range(1, count), 64)));
    return batches;
  }

  private static BatchReader reader(ImageSet images, IntStream which, int size) {
    ImageSubset subset = new ImageSubset(images, java.nio.IntBuffer.wrap(which.toArray()));
    return new BatchReader(subset, Children.NORMALISATION, Augmentation.NONE, size, new Seed(3));
  }

  private List<Proof> export(Supernet supernet, Architecture architecture, List<Batch> batches)
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
              Children.NORMALISATION,
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
                    new ChildExport.Reference(
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
