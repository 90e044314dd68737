package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.settings.RerankSettings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    List<Architecture> best =
        chosen.stream().map(trial -> space.parse(trial.architecture())).toList();
    Optional<List<Outcome>> outcomes =
        new ScratchTrainings(run, settings.training())
            .all(best, Estimators.ROLLBACKS, "reranked of " + study.getFileName());
    if (outcomes.isEmpty()) {
      return false;
    }
    List<Reranked> reranked = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      reranked.add(reranked(chosen.get(i), outcomes.get().get(i)));
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
