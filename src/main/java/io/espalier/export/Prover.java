package io.espalier.export;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs the formats of a child from their files and compares them with a reference.
 *
 * @param formats the formats to prove
 * @param tolerance how far logits may differ, as a share of the reference's range of logits
 * @param progress shows the progress
 */
public record Prover(List<Exporter> formats, double tolerance, Progress progress) {

  /** The name of the reference on picture files. */
  private static final String PICTURES = "cut child on picture files";

  public Prover {
    formats = List.copyOf(formats);
  }

  /**
   * Compares every format that can be run on this machine.
   *
   * @param folder the folder of the export
   * @throws InputError if a file is missing or damaged, or a format does not compute the same as
   *     the reference
   */
  public ProofReport prove(Child child, Reference reference, Path folder) {
    List<Proof> proofs = new ArrayList<>();
    List<ProofReport.Unproved> unproved = new ArrayList<>();
    for (Exporter format : formats) {
      format
          .cannotRun()
          .ifPresentOrElse(
              why -> unproved.add(new ProofReport.Unproved(format.name(), why)),
              () -> proofs.add(prove(format, child, reference, folder)));
    }
    List<Proof> pictures = new ArrayList<>();
    if (!child.plan().isRecurrent()) {
      provePictures(child, folder, pictures, unproved);
    }
    return new ProofReport(
        child.about().architecture(), reference.name(), tolerance, proofs, pictures, unproved);
  }

  private void provePictures(
      Child child, Path folder, List<Proof> proofs, List<ProofReport.Unproved> unproved) {
    try (PictureProof pictures = new PictureProof(child)) {
      for (Exporter format : formats) {
        if (format.cannotRun().isPresent()) {
          continue;
        }
        format
            .cannotReadPictures()
            .ifPresentOrElse(
                why -> unproved.add(new ProofReport.Unproved(format.name() + " on pictures", why)),
                () -> proofs.add(onPictures(pictures, format, child, folder, unproved)));
      }
    }
  }

  /**
   * As {@link #prove}, with the images or text kept in the folder of an export.
   *
   * @param referenceName the name of the network that gave the kept logits
   * @throws InputError as {@link #prove} does
   */
  public ProofReport proveOnKept(Child child, String referenceName, Path folder) {
    Reference kept =
        child.plan().isRecurrent()
            ? ProofText.read(folder, child.plan()).reference(referenceName)
            : ProofImages.read(folder, child.plan()).reference(referenceName);
    return prove(child, kept, folder);
  }

  /** If another JPEG decoder is used, a difference on JPEG files alone is not a fault. */
  private Proof onPictures(
      PictureProof pictures,
      Exporter format,
      Child child,
      Path folder,
      List<ProofReport.Unproved> unproved) {
    Proof all = pictures.of(format, folder, tolerance, picture -> true);
    if (all.holds() || format.decodesAlike()) {
      return held(all, format, child, PICTURES);
    }
    Proof lossless = pictures.of(format, folder, tolerance, PictureProof::isPng);
    unproved.add(
        new ProofReport.Unproved(
            format.name() + " on JPEG files",
            String.format(
                Locale.ROOT,
                "its decoder gives other levels, and logits that differ by up to %.2g",
                all.largestDifference())));
    return held(lossless, format, child, PICTURES);
  }

  private Proof prove(Exporter format, Child child, Reference reference, Path folder) {
    Proof proof;
    try (Progress.Task task =
        progress.begin("prove " + format.name(), "batches", reference.batches(), 0)) {
      proof = reference.compare(format, child, folder, tolerance, () -> task.advance(1, ""));
    }
    return held(proof, format, child, reference.name());
  }

  /** The proof, if it holds. */
  private Proof held(Proof proof, Exporter format, Child child, String reference) {
    if (!proof.holds()) {
      throw new InputError(
          String.format(
              Locale.ROOT,
              "child %s is not proved: as %s its logits differ from the %s's by %.3g, and"
                  + " %.3g is allowed (%d of %d predictions agree; cross-entropy %.7f against %.7f);"
                  + " export from the checkpoint that was searched, or raise the tolerance from"
                  + " %s",
              child.about().architecture(),
              format.name(),
              reference,
              proof.largestDifference(),
              proof.tolerance(),
              proof.samePredictions(),
              proof.images(),
              proof.crossEntropy(),
              proof.referenceCrossEntropy(),
              tolerance));
    }
    return proof;
  }
}
