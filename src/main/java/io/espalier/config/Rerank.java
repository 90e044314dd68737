package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.space.SearchSpace;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Trains the best of a search from scratch and ranks them by that: the highest of many estimates is
 * the luckiest one. The trainings are kept with those of other searches in the run folder.
 */
final class Rerank {

  private final Configuration configuration;
  private final RerankSettings settings;
  private final RunFolder folder;
  private final Parts parts;

  /**
   * The reranked of searches in a run folder.
   *
   * @throws InputError if there are to be some, but what is searched cannot be trained
   */
  Rerank(Configuration configuration, RunFolder folder, Parts parts) {
    this.configuration = configuration;
    this.settings = configuration.values().rerank();
    this.folder = folder;
    this.parts = parts;
    refuse(configuration.values(), parts);
  }

  /** Refuses reranked that could not be trained once the search is over. */
  static void refuse(Config config, Parts parts) {
    RerankSettings settings = config.rerank();
    if (!settings.areUsed()) {
      return;
    }
    if (parts.isTabular()) {
      throw new InputError(
          "rerank.count is %d, but scores come from a table, and reranked are trained on images; set it to 0"
              .formatted(settings.count()));
    }
    parts.requireImages("training reranked (rerank.count)");
    double distil = Recipes.of(config).distil();
    if (distil > 0) {
      throw new InputError(
          "retrain.distil is %s, but reranked are compared without a teacher; set it to 0 until the best one is retrained"
              .formatted(distil));
    }
  }

  /**
   * Trains the best trials and writes their table; does nothing if there are to be none.
   *
   * @return whether it came to an end; if not, what was trained is kept, and so is the training at
   *     hand
   */
  boolean run(Path study, List<Trial> trials, Progress progress) {
    if (!settings.areUsed()) {
      return true;
    }
    SearchSpace space = parts.space();
    List<Trial> chosen =
        Reranked.choose(trials, settings.count(), id -> space.canonical(space.parse(id)).id());
    List<Reranked> reranked = new ArrayList<>();
    String what = "reranked of " + study.getFileName();
    try (Progress.Task task = progress.begin(what, "trainings", chosen.size(), 0)) {
      Estimator trainings =
          new ScratchTrainings(configuration, folder, parts, settings.training())
              .estimator(0, progress);
      for (Trial trial : chosen) {
        Outcome outcome = trainings.estimate(List.of(space.parse(trial.architecture()))).get(0);
        reranked.add(reranked(trial, outcome));
        task.advance(1, "");
      }
    } catch (EstimateStopped e) {
      return false;
    }
    Reranked.write(study, reranked);
    return true;
  }

  private static Reranked reranked(Trial trial, Outcome outcome) {
    double score = trial.score().orElseThrow();
    return outcome instanceof Estimate e
        ? new Reranked(
            trial.number(),
            trial.architecture(),
            score,
            OptionalDouble.of(e.score()),
            e.standardError(),
            e.images(),
            e.seconds())
        : new Reranked(
            trial.number(), trial.architecture(), score, OptionalDouble.empty(), 0, 0, 0);
  }
}
