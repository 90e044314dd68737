package io.espalier.export;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs the forms of a child from their files and compares them with a reference.
 *
 * @param forms which forms
 * @param tolerance how far logits may differ, as a share of the reference's range of logits
 * @param progress where it shows how far it is
 */
public record Prover(List<Exporter> forms, double tolerance, Progress progress) {

  /** What forms are compared with on picture files. */
  private static final String PICTURES = "cut child on picture files";

  public Prover {
    forms = List.copyOf(forms);
  }

  /**
   * Compares every form that can be run here.
   *
   * @param folder where the forms were written
   * @throws InputError if a file is missing or damaged, or a form does not compute what the
   *     reference computes
   */
  public ProofReport prove(Child child, Reference reference, Path folder) {
    List<Proof> proofs = new ArrayList<>();
    List<ProofReport.Unproved> unproved = new ArrayList<>();
    for (Exporter form : forms) {
      form.cannotRun()
          .ifPresentOrElse(
              why -> unproved.add(new ProofReport.Unproved(form.name(), why)),
              () -> proofs.add(prove(form, child, reference, folder)));
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
      for (Exporter form : forms) {
        if (form.cannotRun().isPresent()) {
          continue;
        }
        form.cannotReadPictures()
            .ifPresentOrElse(
                why -> unproved.add(new ProofReport.Unproved(form.name() + " on pictures", why)),
                () -> proofs.add(onPictures(pictures, form, child, folder, unproved)));
      }
    }
  }

  /**
   * As {@link #prove}, on what was kept in the folder of an export.
   *
   * @param referenceName what the kept logits are of
   * @throws InputError as {@link #prove} does
   */
  public ProofReport proveOnKept(Child child, String referenceName, Path folder) {
    Reference kept =
        child.plan().isRecurrent()
            ? ProofText.read(folder, child.plan()).reference(referenceName)
            : ProofImages.read(folder, child.plan()).reference(referenceName);
    return prove(child, kept, folder);
  }

  /** Where another decoder of JPEG has the last word, a difference on JPEG alone is no fault. */
  private Proof onPictures(
      PictureProof pictures,
      Exporter form,
      Child child,
      Path folder,
      List<ProofReport.Unproved> unproved) {
    Proof all = pictures.of(form, folder, tolerance, picture -> true);
    if (all.holds() || form.decodesAlike()) {
      return held(all, form, child, PICTURES);
    }
    Proof lossless = pictures.of(form, folder, tolerance, PictureProof::isPng);
    unproved.add(
        new ProofReport.Unproved(
            form.name() + " on JPEG files",
            String.format(
                Locale.ROOT,
                "its decoder gives other levels, and logits that differ by up to %.2g",
                all.largestDifference())));
    return held(lossless, form, child, PICTURES);
  }

  private Proof prove(Exporter form, Child child, Reference reference, Path folder) {
    Proof proof;
    try (Progress.Task task =
        progress.begin("prove " + form.name(), "batches", reference.batches(), 0)) {
      proof = reference.compare(form, child, folder, tolerance, () -> task.advance(1, ""));
    }
    return held(proof, form, child, reference.name());
  }

  /** The proof, if it is one. */
  private Proof held(Proof proof, Exporter form, Child child, String reference) {
    if (!proof.holds()) {
      throw new InputError(
          String.format(
              Locale.ROOT,
              "child %s is not proved: as %s its logits differ from the %s's by %.3g, and"
                  + " %.3g is allowed (%d of %d predictions agree; cross-entropy %.7f against %.7f);"
                  + " export from the checkpoint that was searched, or raise export.tolerance from"
                  + " %s",
              child.about().architecture(),
              form.name(),
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
