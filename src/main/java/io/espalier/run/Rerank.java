package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.settings.RerankSettings;
import io.espalier.space.SearchSpace;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Trains the best of a search from scratch and ranks them by the result, since the highest of many
 * estimates owes part of it to luck. The trainings are shared with other searches in the run
 * folder.
 */
final class Rerank {

  private final Run run;
  private final RerankSettings settings;

  /**
   * The reranking of a run.
   *
   * @throws InputError if reranking is asked for, but the architectures cannot be trained
   */
  Rerank(Run run) {
    this.run = run;
    this.settings = run.settings().rerank();
    refuse();
  }

  /** Refuses trainings that would fail once the search is over. */
  private void refuse() {
    if (!settings.areUsed()) {
      return;
    }
    if (run.table().isPresent()) {
      throw new InputError(
          "rerank.count is %d, but scores come from a table, and reranking trains on images; set it to 0"
              .formatted(settings.count()));
    }
    // Refuses data that such trainings do not support.
    new ScratchTrainings(run, settings.training());
    double distil = run.retrainRecipe().distil();
    if (distil > 0) {
      throw new InputError(
          "retrain.distil is %s, but the best are compared without a teacher; set it to 0 until the best one is retrained"
              .formatted(distil));
    }
  }

  /**
   * Trains the best trials and writes their table; does nothing if reranking is off.
   *
   * @return whether it finished; if not, all progress is kept
   */
  boolean run(Path study, List<Trial> trials) {
    if (!settings.areUsed()) {
      return true;
    }
    SearchSpace space = run.task().networks().space();
    List<Trial> chosen =
        Reranked.choose(trials, settings.count(), id -> space.canonical(space.parse(id)).id());
    List<Reranked> reranked = new ArrayList<>();
    String what = "reranked of " + study.getFileName();
    try (Progress.Task task = run.progress().begin(what, "trainings", chosen.size(), 0)) {
      Estimator trainings = new ScratchTrainings(run, settings.training()).estimator(0);
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
