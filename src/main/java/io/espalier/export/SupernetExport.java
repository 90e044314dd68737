package io.espalier.export;

import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.provenance.Provenance;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.evaluate.Score;
import java.nio.file.Path;
import java.util.List;

/**
 * Cuts children out of a supernet and exports them.
 *
 * <p>A child gets its own batch-norm statistics, measured as in the search's estimates, so with the
 * same images its accuracy equals its estimate.
 *
 * @param supernet the source of the children
 * @param recalibration training images for the statistics, those of the search
 * @param validation the search's validation images
 * @param normalisation the normalisation of both readers
 * @param classes the names of the classes, by label
 * @param provenance the origin of the supernet
 */
public record SupernetExport(
    Supernet supernet,
    BatchReader recalibration,
    BatchReader validation,
    Normalisation normalisation,
    List<String> classes,
    Provenance provenance) {

  public SupernetExport {
    classes = List.copyOf(classes);
  }

  /**
   * Exports one child.
   *
   * @param export the formats and how close they must be
   * @param folder the folder to make
   * @param overwrite whether an existing folder is replaced
   * @return the content of the files written
   * @throws io.espalier.error.InputError if the folder exists and is not to be replaced, cannot be
   *     written, the child's loss is not finite, or a format differs from the masked supernet; then
   *     nothing is left behind
   */
  public ChildExport.Written write(
      Architecture architecture, ChildExport export, Path folder, boolean overwrite) {
    int threads = JniUtils.getNumThreads();
    // Done as in estimates, so that no bit differs.
    PyTorch.useThreads(1);
    try {
      return cutAndWrite(architecture, export, folder, overwrite);
    } finally {
      PyTorch.useThreads(threads);
    }
  }

  private ChildExport.Written cutAndWrite(
      Architecture architecture, ChildExport export, Path folder, boolean overwrite) {
    Plan plan = supernet.blueprint().plan(architecture).live();
    PlanRunner runner = new PlanRunner(plan);
    Evaluator evaluator = new Evaluator();
    List<Batch> images = Evaluator.batches(validation);
    try (Weights masked = supernet.weights().withOwnStatistics(plan)) {
      evaluator.recalibrate(runner, masked, Evaluator.batches(recalibration));
      Score score = evaluator.score(runner, masked, Mode.EVALUATION, images);
      if (!Double.isFinite(score.loss())) {
        throw new InputError(
            "child %s cannot be exported: its loss is %s; choose another, or train the supernet on"
                .formatted(architecture.id(), score.loss()));
      }
      ChildDescription about =
          ChildDescription.of(
              supernet.blueprint(), architecture, normalisation, classes, provenance);
      try (Child child = new Child(plan, masked.copyFor(plan), about)) {
        ImageReference reference =
            ImageReference.of(
                "masked supernet",
                new PlanNetwork(supernet.runner(architecture), masked),
                validation);
        return export.write(child, Accuracy.of(score), reference, folder, overwrite);
      }
    }
  }
}
