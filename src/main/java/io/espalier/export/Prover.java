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
    return new ProofReport(
        child.about().architecture(), reference.name(), tolerance, proofs, unproved);
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

  private Proof prove(Exporter form, Child child, Reference reference, Path folder) {
    Proof proof;
    try (Progress.Task task =
        progress.begin("prove " + form.name(), "batches", reference.batches(), 0)) {
      proof = reference.compare(form, child, folder, tolerance, () -> task.advance(1, ""));
    }
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
              reference.name(),
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
