package io.espalier.run;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Tensor;
import io.espalier.random.Seed;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.search.Limit;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.RerankSettings;
import io.espalier.settings.ScratchSettings;
import io.espalier.settings.Settings;
import io.espalier.space.SearchSpace;
import io.espalier.tabular.Table;
import io.espalier.task.Problem;
import io.espalier.task.TableScores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks all of a configuration that can be checked without training. */
public final class Validation {

  private Validation() {}

  /**
   * Creates every part once.
   *
   * @return facts by their headings
   * @throws io.espalier.error.InputError if anything cannot be used
   */
  public static Map<String, String> of(Run run) {
    Settings settings = run.settings();
    EstimateWeights weights = settings.estimate().weights();
    Map<String, String> facts = new LinkedHashMap<>();
    Problem problem = run.problem();
    SearchSpace space = problem.space();
    facts.put(
        "space",
        String.format(Locale.ROOT, "%s, %,d architectures", space.name(), space.networks()));
    run.table().ifPresentOrElse(table -> table(table, facts), () -> networks(run, facts));
    facts.put("limits", limits(problem.limits()));
    // Refuses impossible limits.
    Search.searcher(settings.search().searcher(), run, problem, settings.searchSeed());
    if (weights.isScratchAlone()) {
      facts.put(
          "score",
          "accuracy after training each from scratch, %d epochs"
              .formatted(epochs(settings.estimate().scratch(), run)));
    } else if (weights.isCombined()) {
      facts.put("score", "combined of " + weights.text());
    }
    new Rerank(run);
    RerankSettings rerank = settings.rerank();
    if (rerank.areUsed()) {
      facts.put(
          "rerank",
          "the best %d, trained for %d epochs each"
              .formatted(rerank.count(), epochs(rerank.training(), run)));
    }
    facts.put(
        "search",
        "%s, %d evaluations"
            .formatted(settings.search().searcher(), settings.search().evaluations()));
    return facts;
  }

  private static int epochs(ScratchSettings trainings, Run run) {
    return trainings.of(run.retrainRecipe()).training().epochs();
  }

  private static void table(TableScores scores, Map<String, String> facts) {
    // Refuses noise for scores that allow none.
    scores.estimator(new Seed(0));
    Table.Best best = scores.table().best(scores.score());
    facts.put(
        "table",
        "%,d networks; the best by %s is %s with %s"
            .formatted(
                scores.space().listing().orElseThrow().size(),
                scores.score().name(),
                best.architecture().id(),
                best.value()));
    scores
        .truth()
        .ifPresent(
            truth ->
                facts.put(
                    "truth",
                    "the best is %s with %s"
                        .formatted(truth.best().architecture().id(), truth.best().value())));
  }

  private static void networks(Run run, Map<String, String> facts) {
    facts.putAll(run.task().facts());
    RetrainRecipe recipe = run.retrainRecipe();
    facts.put(
        "retraining",
        "recipe %s, %d epochs, batches of %d"
            .formatted(
                run.settings().retrain().recipe(),
                recipe.training().epochs(),
                recipe.training().batchSize()));
    facts.put("supernet", supernet(run.task().networks().supernet()));
    Footprint footprint = new Footprint(run);
    if (run.settings().supernet().weights().isEmpty()) {
      facts.put("memory", footprint.supernet().text());
    }
    facts.put("memory of the retraining", footprint.retraining().text());
    // Refuses unknown names.
    new PlanSamplers(run).of(run.task().networks().supernet(), List.of());
    run.childExport();
  }

  private static String supernet(Blueprint blueprint) {
    long values = 0;
    for (Op op : blueprint.operations().values()) {
      for (Tensor tensor : op.tensors()) {
        values += tensor.learned() ? tensor.values() : 0;
      }
    }
    return String.format(Locale.ROOT, "%.3f million shared parameters", values / 1e6);
  }

  private static String limits(List<Limit> limits) {
    return limits.isEmpty()
        ? "none"
        : limits.stream().map(Validation::limit).collect(Collectors.joining(", "));
  }

  private static String limit(Limit limit) {
    String least = Double.isInfinite(limit.minimum()) ? "" : " from %s".formatted(limit.minimum());
    String most = Double.isInfinite(limit.maximum()) ? "" : " to %s".formatted(limit.maximum());
    return "%s%s%s %s".formatted(limit.name(), least, most, limit.unit());
  }
}
