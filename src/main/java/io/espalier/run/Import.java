package io.espalier.run;

import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.pytorch.TorchState;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;

/** Takes weights that were trained with a generated PyTorch program back into a child. */
public final class Import {

  /** The name of the reference in proofs. */
  private static final String NAME = "imported network";

  private Import() {}

  /**
   * Writes a child like that of {@code folder} with the weights of a file, and verifies it.
   *
   * @param file the file saved by {@code load.py}
   * @param folder the folder of the export whose program was trained
   * @param target the folder to write
   * @param overwrite whether it is replaced if it exists
   * @return the written export, with its performance on the validation data
   * @throws io.espalier.error.InputError if the file does not hold exactly the child's weights, or
   *     the images or the text do not fit
   */
  public static ChildExport.Written run(
      Path file, Path folder, Path target, boolean overwrite, Run run) {
    PyTorch.useThreads(run.settings().threadCount());
    try (Child origin = Child.load(folder, PyTorch.device(run.settings().device()));
        Child child =
            new Child(
                origin.plan(),
                TorchState.read(file, origin.plan(), origin.weights().device()),
                origin.about().withProvenance(run.provenance("espalier import " + file)))) {
      return run.task().export(child, NAME, run.childExport(), target, overwrite, run.progress());
    }
  }
}
