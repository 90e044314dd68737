package io.espalier.export;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFolder;
import io.espalier.file.HashedFile;
import io.espalier.progress.Progress;
import io.espalier.supernet.evaluate.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a child in several formats into one folder, proves each of them, and records the proof.
 * The folder is written completely or not at all.
 *
 * @param formats the formats to write, in this order
 * @param tolerance how far logits may differ, as a share of the reference's range of logits
 * @param progress shows the progress of the proofs
 */
public record ChildExport(List<Exporter> formats, double tolerance, Progress progress) {

  public ChildExport {
    formats = List.copyOf(formats);
    if (!(tolerance > 0 && tolerance <= 1)) {
      throw new InputError(
          "a tolerance of %s is not possible; give a share above 0, for example 1e-4"
              .formatted(tolerance));
    }
  }

  /**
   * The content of the files written.
   *
   * @param manifest the content of {@code child.yaml}
   * @param proof the content of {@code proof.json}
   * @param measurement how the child does on the validation data
   */
  public record Written(Manifest manifest, ProofReport proof, Measurement measurement) {}

  /**
   * Writes and proves the export.
   *
   * @param expected the child's accuracy on validation images
   * @param folder the folder to make, usually named by the architecture
   * @param overwrite whether an existing folder is replaced
   * @throws InputError if the folder exists and is not to be replaced, cannot be written, or a
   *     format does not compute the same as the reference; then nothing is left behind
   */
  public Written write(
      Child child, Accuracy expected, ImageReference reference, Path folder, boolean overwrite) {
    return write(child, expected, expected, reference, folder, overwrite, staging -> {});
  }

  /**
   * As above, for a child that reads texts; also writes {@code language.json}.
   *
   * @param expected the child's score on the validation text
   */
  public Written write(
      Child child, Score expected, TextReference reference, Path folder, boolean overwrite) {
    return write(
        child,
        Accuracy.of(expected),
        LanguageScore.of(expected),
        reference,
        folder,
        overwrite,
        staging -> LanguageScore.of(expected).write(staging));
  }

  private Written write(
      Child child,
      Accuracy expected,
      Measurement measurement,
      Reference reference,
      Path folder,
      boolean overwrite,
      Consumer<Path> more) {
    List<Written> written = new ArrayList<>();
    AtomicFolder.write(
        folder,
        overwrite,
        staging -> {
          Manifest manifest = Manifest.of(child, expected);
          manifest.write(staging);
          more.accept(staging);
          for (Exporter format : formats) {
            format.export(child, staging);
          }
          ProofReport proof =
              new Prover(formats, tolerance, progress).prove(child, reference, staging);
          proof.write(staging);
          reference.keep(staging);
          HashedFile.sumAll(staging);
          written.add(new Written(manifest, proof, measurement));
        });
    return written.get(0);
  }
}
