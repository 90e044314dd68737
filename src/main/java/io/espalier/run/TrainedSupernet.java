package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.estimate.CanonicalEstimator;
import io.espalier.estimate.Estimator;
import io.espalier.plan.Blueprint;
import io.espalier.settings.Settings;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trained supernet of a run folder. */
public final class TrainedSupernet {

  /** The key of the data's hash in the header of a supernet's file. */
  static final String DATA = "data";

  private TrainedSupernet() {}

  /**
   * Reads it, or the weights that the configuration names instead.
   *
   * @throws InputError if the folder holds none, its training is not finished, or it was trained
   *     with other settings
   */
  public static Supernet open(Run run) {
    Settings settings = run.settings();
    Blueprint blueprint = run.task().networks().supernet();
    if (!settings.supernet().weights().isEmpty()) {
      PyTorch.useThreads(settings.threadCount());
      Path given = Path.of(settings.supernet().weights());
      Supernet supernet = Supernet.load(given, blueprint, PyTorch.device(run.settings().device()));
      checkSplit(settings, given, supernet);
      checkData(run, given, supernet);
      return supernet;
    }
    Path file = run.folder().lastCheckpoint();
    if (!Files.exists(file)) {
      throw new InputError(
          "%s holds no trained supernet".formatted(run.folder().root()), Remedy.TRAIN_FIRST);
    }
    PyTorch.useThreads(settings.threadCount());
    Supernet supernet = Supernet.load(file, blueprint, PyTorch.device(run.settings().device()));
    long steps =
        (long) settings.train().recipe().epochs()
            * run.task().stream(settings.train().recipe().batchSize(), settings.rootSeed())
                .stepsPerEpoch();
    String step = supernet.metadata().getOrDefault("step", "0");
    if (!step.equals(Long.toString(steps))) {
      supernet.close();
      throw new InputError(
          "the training in %s stands at step %s of %d".formatted(run.folder().root(), step, steps),
          Remedy.FINISH_TRAINING);
    }
    checkData(run, file, supernet);
    return supernet;
  }

  /**
   * Data are identified by content, wherever they are; files of earlier versions do not name them.
   */
  private static void checkData(Run run, Path weights, Supernet supernet) {
    String trained = supernet.metadata().getOrDefault(DATA, "");
    if (!trained.isEmpty() && !trained.equals(run.task().dataUse().hash())) {
      supernet.close();
      throw new InputError(
              "%s was trained on other data than %s, or on another part of them; use the data that it was trained on, with the same seed"
                  .formatted(weights, run.task().name()))
          .see(Trouble.OTHER_WEIGHTS);
    }
  }

  /**
   * The seed splits the images: with another one, weights would be judged on images that they
   * learned from.
   */
  private static void checkSplit(Settings settings, Path weights, Supernet supernet) {
    String seed = supernet.metadata().getOrDefault("seed", "");
    if (!seed.equals(Long.toString(settings.seed()))) {
      supernet.close();
      throw new InputError(
          "%s was trained with seed %s, and with seed %d some of the images that it learned from would compare architectures; set the seed to %s, and search.seed for another search"
              .formatted(weights, seed, settings.seed(), seed));
    }
  }

  /** Estimates architectures with its weights; the supernet must stay open meanwhile. */
  public static Estimator estimator(Supernet supernet, Run run) {
    return estimator(supernet, run, run.task().estimating());
  }

  /** As above, with other settings than the run's. */
  static Estimator estimator(Supernet supernet, Run run, EstimateSettings how) {
    Estimator estimator = run.task().estimator(supernet, how);
    return how.canonical()
        ? new CanonicalEstimator(estimator, run.task().networks().space())
        : estimator;
  }
}
