package io.espalier.export;

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
 * That a form makes of picture files what the child makes of them: the reading, turning, cropping
 * and resizing are compared with the network. Labels mean nothing here.
 */
final class PictureProof implements AutoCloseable {

  private final Child child;
  private final Path folder;
  private final List<Path> pictures;
  private final List<float[]> expected;

  /** Makes pictures and has the child look at them. */
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
    this.expected = child.network().logits(form.batch(pictures, child.about().normalisation()));
  }

  /**
   * Runs a form on the files.
   *
   * @param export the folder that it was written to
   * @param tolerance the largest difference of two logits allowed, as a share of their range
   * @param which the pictures
   */
  Proof of(Exporter form, Path export, double tolerance, Predicate<Path> which) {
    LogitComparison comparison = new LogitComparison(form.name());
    try (PictureNetwork network = form.openPictures(child, export, child.weights().device())) {
      for (int p = 0; p < pictures.size(); p++) {
        if (which.test(pictures.get(p))) {
          comparison.add(expected.get(p), network.logits(pictures.get(p)), 0);
        }
      }
    }
    return comparison.proof(form.runtime(), tolerance, Double.POSITIVE_INFINITY);
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
      // The system empties its temporary folder.
    }
  }
}
