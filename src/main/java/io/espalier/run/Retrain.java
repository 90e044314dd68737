package io.espalier.run;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.plan.Scale;
import io.espalier.retrain.ChildTraining;
import io.espalier.retrain.NetworkTeacher;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retrained;
import io.espalier.retrain.Subject;
import io.espalier.settings.Artifact;
import io.espalier.settings.RetrainSettings;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.train.Teacher;
import io.espalier.supernet.train.strategy.Extremes;
import io.espalier.task.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains a child on its own, in the run folder's {@code retrain}. */
public final class Retrain {

  private static final String SCRATCH = "scratch";
  private static final String INHERITED = "inherited";

  private final Run run;
  private final Settings settings;

  /** Retrainings of a run. */
  public Retrain(Run run) {
    this.run = run;
    this.settings = run.settings();
  }

  /**
   * Trains until all epochs are done or a stop is asked for; then, and only then, the test data are
   * read.
   *
   * @param resume whether to continue a retraining in the folder
   * @return the result; empty if it was stopped
   * @throws InputError if the folder holds a retraining that is not to be resumed or of another
   *     architecture, or weights are to be inherited and the child was not exported
   */
  public Optional<? extends Retrained> run(Architecture architecture, boolean resume) {
    if (!inherits()) {
      RetrainSettings size = settings.retrain();
      return run(fromScratch(architecture, size.channels(), size.cells()), resume);
    }
    Path exported = run.folder().export(architecture.id());
    if (!Files.exists(exported)) {
      throw new InputError(
          "there is no %s to inherit weights from; export the architecture first"
              .formatted(exported));
    }
    return run(exported, resume);
  }

  /**
   * As above, for an exported child, of which only the folder is needed.
   *
   * @param exported the folder of an export
   */
  public Optional<? extends Retrained> run(Path exported, boolean resume) {
    try (Child child = Child.load(exported, PyTorch.device(run.settings().device()))) {
      if (!inherits()) {
        RetrainSettings size = settings.retrain();
        return run(scaled(Subject.fromScratch(child), size.channels(), size.cells()), resume);
      }
      Scale own = child.about().scale();
      int channels = settings.retrain().channels();
      int cells = settings.retrain().cells();
      if ((channels != 0 && channels != own.channels()) || (cells != 0 && cells != own.cells())) {
        throw new InputError(
            "weights of %d channels and %d cells cannot be inherited by a network of %d and %d; set retrain.channels and retrain.cells to 0, or retrain.from to scratch"
                .formatted(own.channels(), own.cells(), channels, cells));
      }
      return run(Subject.inheriting(child), resume);
    }
  }

  private boolean inherits() {
    String from = settings.retrain().from();
    if (!List.of(SCRATCH, INHERITED).contains(from)) {
      throw InputError.unknown("retrain.from", from, List.of(SCRATCH, INHERITED));
    }
    return from.equals(INHERITED);
  }

  private Optional<? extends Retrained> run(Subject subject, boolean resume) {
    NativeTrust.here().require(run.progress());
    PyTorch.useThreads(settings.threadCount());
    if (run.retrainRecipe().distil() == 0) {
      return run(subject, Optional.empty(), resume);
    }
    try (Supernet supernet = TrainedSupernet.open(run)) {
      Architecture largest =
          Extremes.largest(supernet.blueprint(), run.task().networks()::macsMillions);
      Teacher teacher =
          new NetworkTeacher(
              supernet.blueprint().plan(largest),
              supernet.weights(),
              largest.id() + " " + settings.hash(Artifact.SUPERNET));
      return run(subject, Optional.of(teacher), resume);
    }
  }

  private Optional<? extends Retrained> run(
      Subject subject, Optional<Teacher> teacher, boolean resume) {
    new Footprint(run).retraining(List.of(subject.plan()));
    RetrainRecipe recipe = run.retrainRecipe();
    ChildTraining training =
        run.task()
            .training(
                subject, recipe, teacher, run.provenance("espalier retrain"), run.childExport());
    return training.run(run.folder().retrain(), resume, run.folder()::begin, run.progress());
  }

  /**
   * An architecture to be trained from scratch.
   *
   * @param channels of the first stage; 0 for the supernet's
   * @param cells per stage; 0 for the supernet's
   */
  Subject fromScratch(Architecture architecture, int channels, int cells) {
    Networks networks = run.task().networks();
    return scaled(
        run.task().subject(networks.supernet(), architecture, run.provenance("espalier retrain")),
        channels,
        cells);
  }

  private Subject scaled(Subject subject, int channels, int cells) {
    Scale own = subject.about().scale();
    boolean same =
        (channels == 0 || channels == own.channels()) && (cells == 0 || cells == own.cells());
    return same
        ? subject
        : subject.builtBy(
            run.task().networks().sized(own, channels, cells, subject.hasAffineNorms()));
  }
}
