package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a child in several forms into one folder, proves each of them, and says so. The folder
 * appears whole or not at all.
 *
 * @param forms what is written, in this order
 * @param tolerance how far logits may differ, as a share of the reference's range of logits
 */
public record ChildExport(List<Exporter> forms, double tolerance) {

  /** What needs nothing beside this program; logits within a ten-thousandth of their range. */
  public static final ChildExport STANDARD =
      new ChildExport(List.of(new SafetensorsExporter(), new DjlExporter()), 1e-4);

  /** On how many images the forms are compared, at least; all if there are fewer. */
  private static final int PROOF_IMAGES = 1000;

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
   * @param name what it is called in the proof: {@code masked supernet}
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

    /** A reference on the first thousand images of a reader, and what else is in their batches. */
    public static Reference of(String name, Network network, BatchReader reader) {
      List<Batch> taken = new ArrayList<>();
      int images = 0;
      for (int b = 0; b < reader.sequentialCount() && images < PROOF_IMAGES; b++) {
        Batch batch = reader.sequential(b);
        taken.add(batch);
        images += batch.count();
      }
      return new Reference(name, network, taken);
    }
  }

  /**
   * What was written.
   *
   * @param manifest the content of {@code child.yaml}
   * @param proof the content of {@code proof.json}
   */
  public record Written(Manifest manifest, ProofReport proof) {}

  /**
   * Writes and proves the export.
   *
   * @param expected the child's accuracy on validation images
   * @param folder the folder to make, usually named by the architecture
   * @param overwrite whether an existing folder is replaced
   * @throws InputError if the folder exists and is not to be replaced, cannot be written, or a form
   *     does not compute what the reference computes; then nothing is left behind
   */
  public Written write(
      Child child, Accuracy expected, Reference reference, Path folder, boolean overwrite) {
    List<Written> written = new ArrayList<>();
    AtomicFolder.write(
        folder,
        overwrite,
        staging -> {
          Manifest manifest = Manifest.of(child, expected);
          manifest.write(staging);
          for (Exporter form : forms) {
            form.export(child, staging);
          }
          ProofReport proof = new Prover(forms, tolerance).prove(child, reference, staging);
          proof.write(staging);
          ProofImages.of(reference.images().get(0), reference.network()).write(staging);
          written.add(new Written(manifest, proof));
        });
    return written.get(0);
  }
}
