package io.espalier.config;

import io.espalier.data.Augmentation;
import io.espalier.data.BatchReader;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.ImageReference;
import io.espalier.export.Manifest;
import io.espalier.export.PlanSequence;
import io.espalier.export.ProofReport;
import io.espalier.export.Prover;
import io.espalier.export.TextReference;
import io.espalier.file.HashedFile;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Proves an export again, from its folder. */
public final class VerifyRun {

  private static final int BATCH = 64;

  private VerifyRun() {}

  /**
   * A comparison that was made again.
   *
   * @param architecture the id in its space
   * @param onKept on the images or the text in the folder, with the logits that the reference had
   * @param onData on the validation images or text, with the cut child; null without data
   */
  public record Verified(String architecture, ProofReport onKept, ProofReport onData) {}

  /**
   * Runs every form of an export that can be run here.
   *
   * @param folder the folder of an export
   * @param parts where validation images or texts come from; null to use the folder's only
   * @param progress where the proofs show how far they are
   * @throws InputError if a file is missing or damaged, or a form does not compute what it did
   */
  public static Verified verify(Path folder, Config config, Parts parts, Progress progress) {
    Manifest manifest = Manifest.read(folder);
    HashedFile.checkAll(folder);
    ProofReport before = ProofReport.read(folder);
    List<String> forms = new ArrayList<>();
    before.proofs().forEach(proof -> forms.add(proof.form()));
    before.unproved().forEach(form -> forms.add(form.form()));
    Prover prover = ExportForms.prover(forms, config.export(), progress);
    PyTorch.useThreads(1);
    try (Child child = Child.load(folder, PyTorch.device(config.device()))) {
      if (!manifest.architecture().equals(child.about().architecture())) {
        throw new InputError(
            "%s is of architecture %s, the weights beside it of %s; copy the export's folder again"
                .formatted(
                    folder.resolve(Manifest.FILE),
                    manifest.architecture(),
                    child.about().architecture()));
      }
      ProofReport onKept = prover.proveOnKept(child, before.reference(), folder);
      ProofReport onData = parts == null ? null : onData(child, prover, folder, parts);
      return new Verified(manifest.architecture(), onKept, onData);
    }
  }

  private static ProofReport onData(Child child, Prover prover, Path folder, Parts parts) {
    if (parts.text().isPresent()) {
      return onText(child, prover, folder, parts.text().get());
    }
    var images = parts.split().validation();
    child.about().checkFits(images.images(), parts.source().classes());
    BatchReader reader =
        new BatchReader(
            images, child.about().normalisation(), Augmentation.NONE, BATCH, new Seed(0));
    return prover.prove(child, ImageReference.of("cut child", child.network(), reader), folder);
  }

  private static ProofReport onText(Child child, Prover prover, Path folder, TextParts text) {
    text.checkFits(child);
    try (PlanSequence network = new PlanSequence(child.plan(), child.weights())) {
      return prover.prove(
          child, new TextReference("cut child", network, text.validation()), folder);
    }
  }
}
