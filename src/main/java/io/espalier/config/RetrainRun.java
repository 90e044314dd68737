package io.espalier.config;

import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.plan.Scale;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.retrain.NetworkTeacher;
import io.espalier.retrain.RetrainImages;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.RetrainResult;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.Subject;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.train.Teacher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains a child for itself, in the run folder's {@code retrain}. */
public final class RetrainRun {

  static final String SCRATCH = "scratch";
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
    return switch (config.retrain().from()) {
      case SCRATCH -> run(scaled(fromScratch(architecture)), resume, progress);
      case INHERITED -> {
        Path exported = folder.export(architecture.id());
        if (!Files.exists(exported)) {
          throw new InputError(
              "there is no %s to inherit weights from; export it first: espalier export --work-dir %s --architecture %s"
                  .formatted(exported, folder.root(), architecture.id()));
        }
        yield run(exported, resume, progress);
      }
      default -> throw unknownStart();
    };
  }

  /**
   * As above, of an exported child, for which nothing but its folder and images is needed.
   *
   * @param exported the folder of an export
   */
  public Optional<RetrainResult> run(Path exported, boolean resume, Progress progress) {
    try (Child child = Child.load(exported, PyTorch.device(config.device()))) {
      return switch (config.retrain().from()) {
        case SCRATCH -> run(scaled(Subject.fromScratch(child)), resume, progress);
        case INHERITED -> {
          Scale own = child.about().scale();
          Scale wanted = scale(own);
          if (!wanted.equals(own)) {
            throw new InputError(
                "weights of %d channels and %d cells cannot be inherited by a network of %d and %d; set retrain.channels and retrain.cells to 0, or retrain.from to scratch"
                    .formatted(own.channels(), own.cells(), wanted.channels(), wanted.cells()));
          }
          yield run(Subject.inheriting(child), resume, progress);
        }
        default -> throw unknownStart();
      };
    }
  }

  private InputError unknownStart() {
    return InputError.unknown("retrain.from", config.retrain().from(), List.of(SCRATCH, INHERITED));
  }

  private Optional<RetrainResult> run(Subject subject, boolean resume, Progress progress) {
    NativeTrust.here().require(progress);
    PyTorch.useThreads(parts.threads());
    if (Recipes.of(config).distil() == 0) {
      return run(subject, Optional.empty(), resume, progress);
    }
    try (Supernet supernet = TrainedSupernet.open(config, folder, parts)) {
      Architecture largest = Strategies.largest(supernet.blueprint(), parts);
      Teacher teacher =
          new NetworkTeacher(
              supernet.blueprint().plan(largest),
              supernet.weights(),
              largest.id() + " " + configuration.hash(Artifact.SUPERNET));
      return run(subject, Optional.of(teacher), resume, progress);
    }
  }

  private Optional<RetrainResult> run(
      Subject subject, Optional<Teacher> teacher, boolean resume, Progress progress) {
    new Footprint(config, parts).retraining(List.of(subject.plan()));
    Retraining retraining = retraining(subject, teacher);
    parts.checkTest();
    return retraining.run(folder.retrain(), resume, folder::begin, parts.childExport(), progress);
  }

  /** The training of an architecture from scratch at this size, on these images. */
  Retraining fresh(
      Architecture architecture,
      int channels,
      int cells,
      RetrainImages images,
      RetrainRecipe recipe) {
    Subject subject = fromScratch(architecture);
    Scale scale = subject.about().scale();
    boolean same = scale.channels() == channels && scale.cells() == cells;
    return retraining(
        same ? subject : subject.scaledTo(channels, cells), images, recipe, Optional.empty());
  }

  private Retraining retraining(Subject subject, Optional<Teacher> teacher) {
    RetrainImages images = RetrainImages.of(parts.source(), parts.split());
    return retraining(subject, images, Recipes.of(config), teacher);
  }

  private Retraining retraining(
      Subject subject, RetrainImages images, RetrainRecipe recipe, Optional<Teacher> teacher) {
    return new Retraining(
        subject,
        images,
        recipe,
        teacher,
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
    Scale wanted = scale(subject.about().scale());
    return wanted.equals(subject.about().scale())
        ? subject
        : subject.scaledTo(wanted.channels(), wanted.cells());
  }

  private Scale scale(Scale own) {
    Config.RetrainSection retrain = config.retrain();
    return new Scale(
        retrain.channels() == 0 ? own.channels() : retrain.channels(),
        retrain.cells() == 0 ? own.cells() : retrain.cells(),
        own.input(),
        own.classes());
  }

  private Provenance provenance() {
    return Provenance.now("espalier retrain", config.seed(), configuration.hash(), parts.dataUse());
  }
}
