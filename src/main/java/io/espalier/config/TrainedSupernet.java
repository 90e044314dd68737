package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.CanonicalEstimator;
import io.espalier.estimate.Estimator;
import io.espalier.plan.Blueprint;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.SupernetEstimator;
import io.espalier.supernet.evaluate.TextEstimator;
import java.nio.file.Files;
import java.nio.file.Path;

/** The supernet that a run folder's training made. */
final class TrainedSupernet {

  private TrainedSupernet() {}

  /**
   * Reads it, or the weights that the configuration names instead.
   *
   * @throws InputError if the folder holds none, its training is not finished, or it is of another
   *     configuration
   */
  static Supernet open(Config config, RunFolder folder, Parts parts) {
    Blueprint blueprint = parts.blueprint();
    if (!config.supernet().weights().isEmpty()) {
      PyTorch.useThreads(parts.threads());
      Path given = Path.of(config.supernet().weights());
      Supernet supernet = Supernet.load(given, blueprint, PyTorch.device(config.device()));
      checkSplit(config, given, supernet);
      return supernet;
    }
    Path file = folder.lastCheckpoint();
    if (!Files.exists(file)) {
      throw new InputError(
          "%s holds no trained supernet; train one first: espalier train --work-dir %s"
              .formatted(folder.root(), folder.root()));
    }
    PyTorch.useThreads(parts.threads());
    Supernet supernet = Supernet.load(file, blueprint, PyTorch.device(config.device()));
    long steps =
        (long) config.train().recipe().epochs()
            * parts.stream(config.train().recipe().batchSize(), parts.seed()).stepsPerEpoch();
    String step = supernet.metadata().getOrDefault("step", "0");
    if (!step.equals(Long.toString(steps))) {
      supernet.close();
      throw new InputError(
          "the training in %s stands at step %s of %d; finish it first: espalier train --work-dir %s --resume"
              .formatted(folder.root(), step, steps, folder.root()));
    }
    return supernet;
  }

  /** The seed parts the images: with another one, weights would be judged by what they learned. */
  private static void checkSplit(Config config, Path weights, Supernet supernet) {
    String seed = supernet.metadata().getOrDefault("seed", "");
    if (!seed.equals(Long.toString(config.seed()))) {
      supernet.close();
      throw new InputError(
          "%s was trained with seed %s, and this run has seed %d, by which some of the images that it learned from would compare architectures; give --seed %s, and search.seed for another search"
              .formatted(weights, seed, config.seed(), seed));
    }
  }

  /** Estimates architectures with its weights; the supernet must stay open meanwhile. */
  static Estimator estimator(Supernet supernet, Parts parts) {
    return estimator(supernet, parts, parts.estimating());
  }

  /** As above, with other settings than the configuration's. */
  static Estimator estimator(Supernet supernet, Parts parts, EstimateSettings settings) {
    Estimator estimator =
        parts
            .text()
            .<Estimator>map(text -> new TextEstimator(supernet, text.validation(), parts.workers()))
            .orElseGet(
                () ->
                    new SupernetEstimator(
                        supernet,
                        parts.recalibration(),
                        parts.validation(),
                        settings,
                        parts.workers()));
    return settings.canonical() ? new CanonicalEstimator(estimator, parts.space()) : estimator;
  }
}
