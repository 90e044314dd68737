package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a child in several forms into one folder, proves each of them, and says so in the
 * manifest. The folder appears whole or not at all.
 *
 * @param forms what is written, in this order
 * @param tolerance how far logits may differ, as a share of the reference's range of logits
 */
public record ChildExport(List<Exporter> forms, double tolerance) {

  /** Every form there is; logits within a ten-thousandth of their range. */
  public static final ChildExport STANDARD =
      new ChildExport(List.of(new SafetensorsExporter(), new DjlExporter()), 1e-4);

  public ChildExport {
    forms = List.copyOf(forms);
    if (!(tolerance > 0 && tolerance <= 1)) {
      throw new InputError(
          "a tolerance of %s is not possible; give a share above 0, for example 1e-4"
              .formatted(tolerance));
    }
  }

  /**
   * What the written forms are compared with.
   *
   * @param name what it is called in the manifest: {@code masked supernet}
   * @param network runs it
   * @param images the images on which it is compared, normalised as the child's description says
   */
  public record Reference(String name, Network network, List<Batch> images) {

    public Reference {
      images = List.copyOf(images);
      if (images.isEmpty()) {
        throw new IllegalArgumentException("nothing is proved without images");
      }
    }
  }

  /**
   * Writes and proves the export.
   *
   * @param expected the child's accuracy on validation images
   * @param folder the folder to make, usually named by the architecture
   * @param overwrite whether an existing folder is replaced
   * @return what the folder's manifest says
   * @throws InputError if the folder exists and is not to be replaced, cannot be written, or a form
   *     does not compute what the reference computes; then nothing is left behind
   */
  public Manifest write(
      Child child, Accuracy expected, Reference reference, Path folder, boolean overwrite) {
    List<Proof> proofs = new ArrayList<>();
    AtomicFolder.write(
        folder,
        overwrite,
        staging -> {
          for (Exporter form : forms) {
            form.export(child, staging);
            proofs.add(prove(form, child, reference, staging));
          }
          Manifest.of(child, expected, proofs).write(staging);
        });
    return Manifest.of(child, expected, proofs);
  }

  private Proof prove(Exporter form, Child child, Reference reference, Path staging)
      throws IOException {
    try (Network written =
        form.open(staging, child.about().normalisation(), child.weights().device())) {
      Proof proof =
          Proof.compare(
              form.name(),
              written,
              reference.name(),
              reference.network(),
              reference.images(),
              tolerance);
      if (!proof.holds()) {
        throw new InputError(
            String.format(
                Locale.ROOT,
                "the export of %s was refused: as %s its logits differ from the %s's by %.3g, and"
                    + " %.3g is allowed (%d of %d predictions agree); export from the checkpoint"
                    + " that was searched, or raise --tolerance from %s",
                child.about().architecture(),
                form.name(),
                reference.name(),
                proof.largestDifference(),
                proof.tolerance(),
                proof.samePredictions(),
                proof.images(),
                tolerance));
      }
      return proof;
    }
  }
}
