package io.espalier.config;

import io.espalier.data.ImageSet;
import io.espalier.data.Split;
import io.espalier.plan.Op;
import io.espalier.plan.Tensor;
import io.espalier.progress.Progress;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.search.Limit;
import io.espalier.tabular.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks all of a configuration that can be checked without training. */
public final class Validation {

  private Validation() {}

  /**
   * Makes every part once.
   *
   * @return what was found, by what it is about
   * @throws io.espalier.error.InputError at the first thing that cannot be used
   */
  public static Map<String, String> of(Configuration configuration, Progress progress) {
    Config config = configuration.values();
    Parts parts = new Parts(config, progress);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "space",
        String.format(
            Locale.ROOT, "%s, %,d architectures", parts.space().name(), parts.space().size()));
    if (parts.isTabular()) {
      table(parts.tabular(), facts);
    } else {
      parts
          .text()
          .ifPresentOrElse(text -> facts.putAll(text.facts()), () -> images(parts, config, facts));
      facts.put("supernet", supernet(parts));
      Footprint footprint = new Footprint(config, parts);
      if (config.supernet().weights().isEmpty()) {
        facts.put("memory", footprint.supernet().text());
      }
      facts.put("memory of the retraining", footprint.retraining().text());
    }
    List<Limit> limits = parts.limits();
    facts.put("limits", limits(limits));
    // Refuses limits that nothing keeps.
    parts.searcher(config.search().searcher());
    if (!parts.isTabular() && config.estimate().weights().isScratchAlone()) {
      facts.put(
          "score",
          "accuracy after training each from scratch, %d epochs"
              .formatted(config.estimate().scratch().of(Recipes.of(config)).training().epochs()));
    }
    if (!parts.isTabular() && config.estimate().weights().isCombined()) {
      facts.put("score", "combined of " + config.estimate().weights().text());
    }
    RerankSettings rerank = config.rerank();
    Rerank.refuse(config, parts);
    if (rerank.areUsed()) {
      facts.put(
          "reranked",
          "%d, trained for %d epochs each"
              .formatted(
                  rerank.count(), rerank.training().of(Recipes.of(config)).training().epochs()));
    }
    facts.put(
        "search",
        "%s, %d evaluations".formatted(config.search().searcher(), config.search().evaluations()));
    return facts;
  }

  private static void table(TabularParts tabular, Map<String, String> facts) {
    // Refuses noise that the scores do not allow.
    tabular.estimator();
    Table.Best best = tabular.table().best(tabular.score());
    facts.put(
        "table",
        "%,d networks; the best by %s is %s with %s"
            .formatted(
                tabular.table().space().listing().orElseThrow().size(),
                tabular.score().name(),
                best.architecture().id(),
                best.value()));
    tabular
        .truth()
        .ifPresent(
            truth ->
                facts.put(
                    "truth",
                    "the best is %s with %s"
                        .formatted(truth.best().architecture().id(), truth.best().value())));
  }

  private static void images(Parts parts, Config config, Map<String, String> facts) {
    Split split = parts.split();
    ImageSet images = split.training().images();
    facts.put(
        "data",
        "%s, %d classes, %d channels of %s"
            .formatted(
                parts.source().name(),
                parts.source().classes().size(),
                images.channels(),
                ImageSet.picture(images.width(), images.height())));
    facts.put(
        "images",
        "%d to train the supernet, %d to compare architectures"
            .formatted(split.training().count(), split.validation().count()));
    facts.put("use of images", parts.source().use());
    facts.put("test", parts.source().checkTest());
    facts.put("retraining", retraining(config));
  }

  private static String supernet(Parts parts) {
    long values = 0;
    for (Op op : parts.blueprint().operations().values()) {
      for (Tensor tensor : op.tensors()) {
        values += tensor.learned() ? tensor.values() : 0;
      }
    }
    return String.format(Locale.ROOT, "%.3f million shared parameters", values / 1e6);
  }

  private static String retraining(Config config) {
    RetrainRecipe recipe = Recipes.of(config);
    return "recipe %s, %d epochs, batches of %d"
        .formatted(
            config.retrain().recipe(), recipe.training().epochs(), recipe.training().batchSize());
  }

  private static String limits(List<Limit> limits) {
    return limits.isEmpty()
        ? "none"
        : limits.stream()
            .map(
                limit ->
                    String.format(
                        Locale.ROOT,
                        "%s from %.2f to %.2f %s",
                        limit.name(),
                        limit.minimum(),
                        limit.maximum(),
                        limit.unit()))
            .collect(Collectors.joining(", "));
  }
}
