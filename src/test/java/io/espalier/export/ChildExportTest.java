package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import ai.djl.Device;
import io.espalier.cost.CostKinds;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.progress.StopAfter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildExportTest {

  private static final Accuracy EXPECTED = new Accuracy(91.25, 0.63, 2000);

  @TempDir Path parent;

  private ChildExport.Written export(Child child, Child reference, Path folder, boolean overwrite) {
    List<Batch> images = Children.images(child.plan().input(), 30);
    return Children.EXPORT.write(
        child,
        EXPECTED,
        new ImageReference("masked supernet", reference.network(), images),
        folder,
        overwrite);
  }

  @Test
  void aProofOfAnotherVersionSaysHowToRenewIt() throws IOException {
    Path folder = parent.resolve("export/0-1");
    try (Child child = Children.random(1)) {
      export(child, child, folder, false);
    }
    Path proof = folder.resolve(ProofReport.FILE);
    Files.writeString(proof, Files.readString(proof).replace("reference_cross_entropy", "other"));
    assertThatThrownBy(() -> ProofReport.read(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(ProofReport.FILE, "exporting the child again");
  }

  @Test
  void theManifestSaysWhatWasWrittenAndThatItIsTheSame() {
    Path folder = parent.resolve("export/0-1");
    try (Child child = Children.random(1)) {
      ChildExport.Written written = export(child, child, folder, false);
      Manifest manifest = written.manifest();
      ProofReport proof = written.proof();
      assertThat(Manifest.read(folder)).isEqualTo(manifest);
      assertThat(ProofReport.read(folder)).isEqualTo(proof);
      assertThat(folder.resolve("PROOF.md")).content().contains("| djl | ").contains(" same |");
      assertThat(proof.reference()).isEqualTo("masked supernet");
      assertThat(proof.unproved()).isEmpty();
      assertThat(manifest.architecture()).isEqualTo("0-1");
      assertThat(manifest.mask()).isEqualTo("1001");
      assertThat(manifest.expected()).isEqualTo(EXPECTED);
      assertThat(manifest.provenance().seed()).isEqualTo(1);
      assertThat(manifest.costs().get(CostKinds.PARAMS)).isEqualTo(624e-6);
      assertThat(proof.proofs())
          .extracting(Proof::format, Proof::images, Proof::verdict)
          .containsExactly(tuple("safetensors", 30, "same"), tuple("djl", 30, "same"));
      assertThat(proof.proofs())
          .allSatisfy(
              format -> {
                assertThat(format.samePredictions()).isEqualTo(30);
                assertThat(format.accuracyPercent()).isEqualTo(format.referenceAccuracyPercent());
                assertThat(format.largestDifference()).isLessThan(1e-5);
                assertThat(format.tolerance()).isEqualTo(1e-4 * format.logitRange());
              });
      try (Child loaded = Child.load(folder, Device.cpu())) {
        assertThat(loaded.about()).isEqualTo(child.about());
      }
    }
  }

  @Test
  void eachProofShowsHowFarItIs() {
    StopAfter progress = new StopAfter(Long.MAX_VALUE);
    try (Child child = Children.random(1)) {
      new ChildExport(Children.EXPORT.formats(), 1e-4, progress)
          .write(
              child,
              EXPECTED,
              new ImageReference(
                  "masked supernet", child.network(), Children.images(child.plan().input(), 30)),
              parent.resolve("0-1"),
              false);
    }
    assertThat(progress.left())
        .containsExactly(entry("prove safetensors", 0L), entry("prove djl", 0L));
  }

  @Test
  void anotherNetworkIsRefusedAndNothingIsLeft() throws IOException {
    Path folder = parent.resolve("export/0-1");
    try (Child child = Children.random(1);
        Child other = Children.random(2)) {
      assertThatThrownBy(() -> export(child, other, folder, false))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("child 0-1 is not proved")
          .hasMessageContaining("masked supernet");
      assertThat(folder.getParent()).isEmptyDirectory();

      export(child, child, folder, false);
      byte[] before = Files.readAllBytes(folder.resolve("child.safetensors"));
      assertThatThrownBy(() -> export(other, child, folder, true)).isInstanceOf(InputError.class);
      assertThat(folder.resolve("child.safetensors")).hasBinaryContent(before);
    }
  }

  @Test
  void replacesAnExportOnlyWhenTold() {
    Path folder = parent.resolve("0-1");
    try (Child child = Children.random(1);
        Child other = Children.random(2)) {
      export(child, child, folder, false);
      assertThatThrownBy(() -> export(other, other, folder, false))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("exists already");
      assertThat(export(other, other, folder, true).manifest().provenance().seed()).isEqualTo(2);
      assertThat(Manifest.read(folder).provenance().seed()).isEqualTo(2);
    }
  }

  @Test
  void saysWhatIsWrongWithAManifest() throws IOException {
    assertThatThrownBy(() -> Manifest.read(parent))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("child.yaml is missing");
    for (String text : List.of("", "[]", "{}", "format: espalier-export-2", "a: [", "# nothing")) {
      Files.writeString(parent.resolve("child.yaml"), text);
      assertThatThrownBy(() -> Manifest.read(parent))
          .as(text)
          .isInstanceOf(InputError.class)
          .hasMessageContaining("child.yaml");
    }
  }
}
