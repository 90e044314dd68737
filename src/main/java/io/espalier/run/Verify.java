package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.Manifest;
import io.espalier.export.ProofReport;
import io.espalier.export.Prover;
import io.espalier.file.HashedFile;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies an export again, from its folder. */
public final class Verify {

  private Verify() {}

  /**
   * A repeated verification.
   *
   * @param architecture the id in its space
   * @param onKept on the data in the folder, with the logits of the reference
   * @param onData on the validation data, with the cut child; empty without data
   */
  public record Verified(String architecture, ProofReport onKept, Optional<ProofReport> onData) {}

  /**
   * Runs every format of an export that can be run here.
   *
   * @param folder the folder of an export
   * @param run the run whose settings and, if asked for, validation data are used
   * @param onData whether to use the validation data as well as those in the folder
   * @throws InputError if a file is missing or damaged, or a format gives other results than before
   */
  public static Verified verify(Path folder, Run run, boolean onData) {
    Manifest manifest = Manifest.read(folder);
    HashedFile.checkAll(folder);
    ProofReport before = ProofReport.read(folder);
    List<String> formats = new ArrayList<>();
    before.proofs().forEach(proof -> formats.add(proof.format()));
    before.unproved().forEach(unproved -> formats.add(unproved.format()));
    Prover prover = run.prover(formats);
    PyTorch.useThreads(1);
    try (Child child = Child.load(folder, PyTorch.device(run.settings().device()))) {
      if (!manifest.architecture().equals(child.about().architecture())) {
        throw new InputError(
            "%s is of architecture %s, the weights beside it of %s; copy the export's folder again"
                .formatted(
                    folder.resolve(Manifest.FILE),
                    manifest.architecture(),
                    child.about().architecture()));
      }
      ProofReport kept = prover.proveOnKept(child, before.reference(), folder);
      return new Verified(
          manifest.architecture(),
          kept,
          onData ? Optional.of(run.task().prove(child, prover, folder)) : Optional.empty());
    }
  }
}
