package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.plan.Scale;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.retrain.RetrainImages;
import io.espalier.retrain.RetrainResult;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.Subject;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.train.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains a child for itself, in the run folder's {@code retrain}. */
public final class RetrainRun {

  private static final String SCRATCH = "scratch";
  private static final String INHERITED = "inherited";

  private final Configuration configuration;
  private final Config config;
  private final RunFolder folder;
  private final Parts parts;

  /** A retraining with these settings. */
  public RetrainRun(Configuration configuration, RunFolder folder, Parts parts) {
    this.configuration = configuration;
    this.config = configuration.values();
    this.folder = folder;
    this.parts = parts;
  }

  /**
   * Trains until all epochs are done or {@code progress} asks to stop; then, and only then, the
   * test images are read.
   *
   * @param resume whether to go on with what the folder holds
   * @return the result; empty if it was stopped
   * @throws InputError if the folder holds a retraining that is not to be resumed or of another
   *     architecture, or weights are to be inherited and the child was not exported
   */
  public Optional<RetrainResult> run(Architecture architecture, boolean resume, Progress progress) {
    PyTorch.useThreads(parts.threads());
    return switch (config.retrain().from()) {
      case SCRATCH -> run(scaled(fromScratch(architecture)), resume, progress);
      case INHERITED -> {
        Path exported = folder.export(architecture.id());
        if (!Files.exists(exported)) {
          throw new InputError(
              "there is no %s to inherit weights from; export it first: espalier export --work-dir %s --architecture %s"
                  .formatted(exported, folder.root(), architecture.id()));
        }
        try (Child child = Child.load(exported, PyTorch.device(config.device()))) {
          yield run(Subject.inheriting(child), resume, progress);
        }
      }
      default ->
          throw InputError.unknown(
              "retrain.from", config.retrain().from(), List.of(SCRATCH, INHERITED));
    };
  }

  private Optional<RetrainResult> run(Subject subject, boolean resume, Progress progress) {
    folder.begin();
    return retraining(subject).run(folder.retrain(), resume, ExportRun.form(config), progress);
  }

  /** The training of an architecture from scratch at this size, on these images. */
  Retraining fresh(
      Architecture architecture, int channels, int cells, RetrainImages images, Recipe recipe) {
    Subject subject = fromScratch(architecture);
    Scale scale = subject.about().scale();
    boolean same = scale.channels() == channels && scale.cells() == cells;
    return retraining(same ? subject : subject.scaledTo(channels, cells), images, recipe);
  }

  private Retraining retraining(Subject subject) {
    RetrainImages images = RetrainImages.of(parts.source(), parts.split());
    return retraining(subject, images, config.retrain().recipe());
  }

  private Retraining retraining(Subject subject, RetrainImages images, Recipe recipe) {
    return new Retraining(
        subject,
        images,
        recipe,
        parts.augmentation(),
        parts.seed().derive("retrain"),
        PyTorch.device(config.device()),
        provenance());
  }

  private Subject fromScratch(Architecture architecture) {
    return Subject.fromScratch(
        parts.blueprint(),
        architecture,
        parts.normalisation(),
        parts.source().classes(),
        provenance());
  }

  private Subject scaled(Subject subject) {
    Config.RetrainSection retrain = config.retrain();
    if (retrain.channels() == 0 && retrain.cells() == 0) {
      return subject;
    }
    return subject.scaledTo(
        retrain.channels() == 0 ? config.supernet().channels() : retrain.channels(),
        retrain.cells() == 0 ? config.supernet().cells() : retrain.cells());
  }

  private Provenance provenance() {
    return Provenance.now(
        "espalier retrain", config.seed(), configuration.hash(List.of("")), parts.dataUse());
  }
}
