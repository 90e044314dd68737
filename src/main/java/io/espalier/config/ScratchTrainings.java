package io.espalier.config;

import io.espalier.data.ImageSubset;
import io.espalier.error.InputError;
import io.espalier.estimate.CanonicalEstimator;
import io.espalier.estimate.Estimator;
import io.espalier.file.Sha256;
import io.espalier.progress.Progress;
import io.espalier.retrain.RetrainImages;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.ScratchEstimator;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import java.nio.file.Path;

/**
 * The trainings from scratch of a run, in {@code scratch/} of its folder, for searches and for
 * rankings alike: what is trained in the same way is trained once.
 */
final class ScratchTrainings {

  private final Configuration configuration;
  private final Config config;
  private final RunFolder folder;
  private final Parts parts;
  private final ScratchSettings settings;

  /** Trainings of the run in {@code folder}. */
  ScratchTrainings(
      Configuration configuration, RunFolder folder, Parts parts, ScratchSettings settings) {
    this.configuration = configuration;
    this.config = configuration.values();
    this.folder = folder;
    this.parts = parts;
    this.settings = settings;
  }

  /**
   * Estimates a network once, however it is encoded.
   *
   * @param rollbacks how often a training may be brought back before it has failed
   */
  Estimator estimator(int rollbacks, Progress progress) {
    PyTorch.useThreads(parts.threads());
    return new CanonicalEstimator(
        new ScratchEstimator(
            this::training,
            place(),
            new ScratchEstimator.Schedule(recipe().training().epochs(), settings.rule(), rollbacks),
            progress),
        parts.space());
  }

  private Retraining training(Architecture architecture) {
    return new RetrainRun(configuration, folder, parts)
        .fresh(architecture, channels(), cells(), images(), recipe());
  }

  private RetrainImages images() {
    RetrainImages all = RetrainImages.of(parts.source(), parts.split());
    int count = settings.trainingImages();
    if (count == 0) {
      return all;
    }
    ImageSubset drawn = all.training().draw(count, parts.seed().derive("scratch"));
    return new RetrainImages(drawn, all.validation(), all.test(), all.classes());
  }

  private RetrainRecipe recipe() {
    RetrainRecipe recipe = Recipes.of(config);
    if (recipe.distil() > 0) {
      throw new InputError(
          "retrain.distil is %s, but trainings from scratch to compare architectures have no teacher; set it to 0 until the best one is retrained"
              .formatted(recipe.distil()));
    }
    return settings.of(recipe);
  }

  private int channels() {
    return firstOf(settings.channels(), config.retrain().channels(), config.supernet().channels());
  }

  private int cells() {
    return firstOf(settings.cells(), config.retrain().cells(), config.supernet().cells());
  }

  private static int firstOf(int own, int retraining, int supernet) {
    if (own > 0) {
      return own;
    }
    return retraining > 0 ? retraining : supernet;
  }

  private Path place() {
    String schedule =
        "%d %d %d %d"
            .formatted(
                recipe().training().epochs(), settings.trainingImages(), channels(), cells());
    String hash = Sha256.of(configuration.hash(Artifact.SCRATCH_TRAINING) + schedule);
    return folder.scratch().resolve(hash.substring(0, 8));
  }

  /** How architectures are trained, in words. */
  String words() {
    return "%d epochs, %d channels, %d cells a stage"
        .formatted(recipe().training().epochs(), channels(), cells());
  }
}
