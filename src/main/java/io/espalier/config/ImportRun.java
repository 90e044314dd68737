package io.espalier.config;

import io.espalier.data.Augmentation;
import io.espalier.data.BatchReader;
import io.espalier.data.TextReader;
import io.espalier.export.Accuracy;
import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.ImageReference;
import io.espalier.export.PlanSequence;
import io.espalier.export.TextReference;
import io.espalier.export.pytorch.TorchState;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.evaluate.Score;
import io.espalier.supernet.evaluate.TextEvaluator;
import java.nio.file.Path;

/** Takes weights that were trained with a generated PyTorch program back into a child. */
public final class ImportRun {

  private static final int BATCH = 64;

  /** What forms are compared with, in proofs. */
  private static final String NAME = "imported network";

  private ImportRun() {}

  /**
   * Writes a child like that of {@code folder} with the weights of a file, and proves it.
   *
   * @param file what {@code load.py} saved
   * @param folder the folder of the export whose program was trained
   * @param target the folder to make
   * @param overwrite whether it is replaced if it exists
   * @return what was written, with how it does on the validation images or text
   * @throws io.espalier.error.InputError if the file does not hold exactly the child's weights, or
   *     the images or the text do not fit
   */
  public static ChildExport.Written run(
      Path file,
      Path folder,
      Path target,
      boolean overwrite,
      Configuration configuration,
      Parts parts,
      Progress progress) {
    Config config = configuration.values();
    PyTorch.useThreads(parts.threads());
    try (Child origin = Child.load(folder, PyTorch.device(config.device()))) {
      Provenance provenance =
          Provenance.now(
              "espalier import " + file, config.seed(), configuration.hash(), parts.dataUse());
      try (Child child =
          new Child(
              origin.plan(),
              TorchState.read(file, origin.plan(), origin.weights().device()),
              origin.about().withProvenance(provenance))) {
        return parts.text().isPresent()
            ? write(child, target, overwrite, parts, parts.text().get())
            : write(child, target, overwrite, parts, progress);
      }
    }
  }

  private static ChildExport.Written write(
      Child child, Path target, boolean overwrite, Parts parts, TextParts text) {
    text.checkFits(child);
    TextReader validation = text.wholeValidation();
    Score score =
        TextEvaluator.score(new SequenceRunner(child.plan()), child.weights(), validation);
    try (PlanSequence network = new PlanSequence(child.plan(), child.weights())) {
      return parts
          .childExport()
          .write(child, score, new TextReference(NAME, network, validation), target, overwrite);
    }
  }

  private static ChildExport.Written write(
      Child child, Path target, boolean overwrite, Parts parts, Progress progress) {
    var images = parts.split().validation();
    Accuracy accuracy =
        Accuracy.of(child.score(images, parts.source().classes(), "validate", progress));
    BatchReader reader =
        new BatchReader(
            images, child.about().normalisation(), Augmentation.NONE, BATCH, new Seed(0));
    return parts
        .childExport()
        .write(
            child, accuracy, ImageReference.of(NAME, child.network(), reader), target, overwrite);
  }
}
