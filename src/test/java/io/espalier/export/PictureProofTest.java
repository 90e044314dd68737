package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.data.PictureForm;
import io.espalier.error.InputError;
import io.espalier.export.djl.DjlExporter;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a format is not proved by tensors alone: it has to read pictures as the training did. */
class PictureProofTest {

  @TempDir Path folder;

  @Test
  void everyFormIsProvedOnPictures() {
    ProofReport report = export(List.of(new SafetensorsExporter(), new DjlExporter()));
    assertThat(report.pictures()).extracting(Proof::format).containsExactly("safetensors", "djl");
    assertThat(report.pictures())
        .allSatisfy(
            proof -> {
              assertThat(proof.holds()).isTrue();
              assertThat(proof.images()).isGreaterThanOrEqualTo(15);
              assertThat(proof.samePredictions()).isEqualTo(proof.images());
              // Pixels that differ by a single level would show.
              assertThat(proof.largestDifference()).isLessThan(1e-5 * proof.logitRange());
            });
    assertThat(folder.resolve("child/PROOF.md")).content().contains("From picture files");
    assertThat(folder.resolve("child/child.yaml"))
        .content()
        .contains("resize: \"to 12 x 10 by a triangle filter")
        .contains("orientation: \"upright, as EXIF says\"");
  }

  @Test
  void aFormThatSquashesPicturesIsNotExported() {
    assertThatThrownBy(() -> export(List.of(new SafetensorsExporter(), new SquashingExporter())))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is not proved: as djl its logits differ")
        .hasMessageContaining("picture files");
    assertThat(folder.resolve("child")).doesNotExist();
  }

  @Test
  void thePicturesAreTheSameEveryTime() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    List<Path> pictures = ProofPictures.write(first, new Seed(1), 32, 32);
    ProofPictures.write(second, new Seed(1), 32, 32);
    for (Path picture : pictures) {
      assertThat(second.resolve(picture.getFileName())).hasSameBinaryContentAs(picture);
    }
    assertThat(PictureForm.read(first.resolve("turned-6.jpg")).height()).isEqualTo(96);
    assertThat(PictureForm.read(first.resolve("high.png")).height()).isEqualTo(100);
  }

  private ProofReport export(List<Exporter> formats) {
    try (Child child = Children.random(1)) {
      return new ChildExport(formats, 1e-4, Progress.SILENT)
          .write(
              child,
              new Accuracy(0, 0, 1),
              new ImageReference(
                  "cut child", child.network(), Children.images(child.plan().input(), 8)),
              folder.resolve("child"),
              false)
          .proof();
    }
  }

  /** Resizes as {@code resize=true} of DJL's translator does: without a crop. */
  private final class SquashingExporter implements Exporter {

    private final DjlExporter djl = new DjlExporter();

    @Override
    public String name() {
      return djl.name();
    }

    @Override
    public void export(Child child, Path export) {
      djl.export(child, export);
    }

    @Override
    public String runtime() {
      return djl.runtime();
    }

    @Override
    public Network open(Child child, Path export, Device device) {
      return djl.open(child, export, device);
    }

    @Override
    public SequenceNetwork openSequence(Child child, Path export, Device device) {
      return djl.openSequence(child, export, device);
    }

    @Override
    public PictureNetwork openPictures(Child child, Path export, Device device) {
      PictureNetwork network = djl.openPictures(child, export, device);
      return new PictureNetwork() {
        @Override
        public float[] logits(Path picture) {
          return network.logits(squashed(picture, child.about().pictureForm()));
        }

        @Override
        public void close() {
          network.close();
        }
      };
    }

    private Path squashed(Path picture, PictureForm form) {
      BufferedImage small =
          new BufferedImage(form.width(), form.height(), BufferedImage.TYPE_3BYTE_BGR);
      BufferedImage read = PictureForm.read(picture).image();
      small.createGraphics().drawImage(read, 0, 0, form.width(), form.height(), null);
      Path file = folder.resolve("squashed.png");
      try {
        ImageIO.write(small, "png", file.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file;
    }
  }
}
