package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.data.Normalisation;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.Blueprints;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.space.zoo.ConvNetSpace;
import io.espalier.space.zoo.MacroSpace;
import io.espalier.space.zoo.Spaces;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The law: a masked supernet, the child cut out of it, and every exported form agree. */
class MaskedAndCutTest {

  static final List<String> SPACES = Spaces.NAMES;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("SPACES")
  void randomChildrenOfEverySpaceAgree(String space) {
    assertAgree(space, new Scale(8, 1, new Shape(3, 16, 16), 3), 2, 12);
  }

  @Tag("slow")
  @ParameterizedTest
  @FieldSource("SPACES")
  void fiftyRandomChildrenOfEverySpaceAgree(String space) {
    int cells = List.of(MacroSpace.NAME, ConvNetSpace.NAME).contains(space) ? 1 : 2;
    assertAgree(space, new Scale(16, cells, new Shape(3, 32, 32), 10), 50, 200);
  }

  private void assertAgree(String space, Scale scale, int children, int images) {
    Blueprint blueprint = Blueprints.named(space, scale);
    List<Batch> batches = Children.images(scale.input(), images);
    double largest = 0;
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(7))) {
      for (int c = 0; c < children; c++) {
        Architecture architecture = blueprint.space().sample(new Seed(c).generator());
        for (Proof proof : export(supernet, architecture, batches)) {
          assertThat(proof.samePredictions()).as(architecture + " " + proof).isEqualTo(images);
          largest =
              Math.max(largest, proof.largestDifference() / Math.max(proof.logitRange(), 1e-9));
        }
      }
    }
    assertThat(largest).as("largest difference, as a share of the logits' range").isLessThan(1e-4);
  }

  private List<Proof> export(Supernet supernet, Architecture architecture, List<Batch> batches) {
    Blueprint blueprint = supernet.blueprint();
    Plan plan = blueprint.plan(architecture);
    try (Weights masked = supernet.weights().withOwnStatistics(plan)) {
      Children.disturbStatistics(masked, new Seed(5));
      Normalisation normalisation = Children.NORMALISATION;
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
        return ChildExport.STANDARD
            .write(
                child,
                new Accuracy(0, 0, 1),
                new ChildExport.Reference(
                    "masked supernet",
                    new PlanNetwork(supernet.runner(architecture), masked),
                    batches),
                folder.resolve("child"),
                true)
            .proofs();
      }
    }
  }
}
