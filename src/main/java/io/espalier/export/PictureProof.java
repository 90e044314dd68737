package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.data.PictureForm;
import io.espalier.error.InputError;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Proves that a format treats picture files as the child does: reading, turning, cropping and
 * resizing are compared together with the network. Labels are meaningless here.
 */
final class PictureProof implements AutoCloseable {

  private final Child child;
  private final Path folder;
  private final List<Path> pictures;
  private final Batch batch;
  private final List<float[]> expected;

  /** Creates pictures and runs the child on them. */
  PictureProof(Child child) {
    this.child = child;
    Shape input = child.plan().input();
    try {
      this.folder = Files.createTempDirectory("espalier-pictures");
      this.pictures =
          ProofPictures.write(
              folder, new Seed(1).derive("pictures"), input.height(), input.width());
    } catch (IOException e) {
      throw new InputError(
          "cannot write the pictures of the proof: %s; see that there is room in %s"
              .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
          e);
    }
    PictureForm form = child.about().pictureForm();
    this.batch = form.batch(pictures, child.about().normalisation());
    this.expected = child.network().logits(batch);
  }

  /**
   * Runs a format on the files.
   *
   * @param export the folder of the export
   * @param tolerance the largest difference of two logits allowed, as a share of their range
   * @param which selects the pictures
   */
  Proof of(Exporter format, Path export, double tolerance, Predicate<Path> which) {
    LogitComparison comparison = new LogitComparison(format.name());
    try (PictureNetwork network = format.openPictures(child, export, child.weights().device())) {
      for (int p = 0; p < pictures.size(); p++) {
        if (which.test(pictures.get(p))) {
          comparison.add(expected.get(p), network.logits(pictures.get(p)), 0);
        }
      }
    }
    return comparison.proof(format.runtime(), tolerance, () -> Rounding.of(child, List.of(batch)));
  }

  static boolean isPng(Path picture) {
    return picture.toString().endsWith(".png");
  }

  @Override
  public void close() {
    List<Path> left = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(left::add);
      for (Path file : left) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // The system cleans up its temporary folder.
    }
  }
}
