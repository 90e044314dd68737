package io.espalier.settings;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Named;
import io.espalier.cost.CostKind;
import io.espalier.cost.CostKinds;
import io.espalier.data.ImageSourceKind;
import io.espalier.data.augment.AugmentPolicies;
import io.espalier.data.augment.AugmentPolicy;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.data.text.TextSource;
import io.espalier.export.FormatKind;
import io.espalier.export.catalogue.FormatKinds;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.retrain.RecipeKind;
import io.espalier.retrain.RecipeKinds;
import io.espalier.search.SearcherKind;
import io.espalier.search.catalogue.SearcherKinds;
import io.espalier.supernet.train.AnnealingKind;
import io.espalier.supernet.train.AnnealingKinds;
import io.espalier.supernet.train.OptimizerKind;
import io.espalier.supernet.train.OptimizerKinds;
import io.espalier.supernet.train.strategy.StrategyKind;
import io.espalier.supernet.train.strategy.StrategyKinds;
import io.espalier.supernet.zerocost.ScoreKind;
import io.espalier.supernet.zerocost.ScoreKinds;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be named in a configuration. Programs can add entries of their own: {@code
 * Catalogues.BUILT_IN.withSearchers(Catalogues.BUILT_IN.searchers().with(mine))}.
 *
 * @param spaces search spaces with their networks
 * @param images sources of images
 * @param searchers searchers
 * @param scores scores of untrained networks
 * @param costs costs of networks
 * @param strategies ways to train a supernet
 * @param recipes recipes of retrainings
 * @param optimizers optimizers of retrainings
 * @param annealings falls of their learning rate
 * @param policies learned policies of augmentation
 * @param formats formats of exports
 */
@RecordBuilder
public record Catalogues(
    Catalogue<SpaceKind> spaces,
    Catalogue<ImageSourceKind> images,
    Catalogue<SearcherKind<?>> searchers,
    Catalogue<ScoreKind> scores,
    Catalogue<CostKind> costs,
    Catalogue<StrategyKind<?>> strategies,
    Catalogue<RecipeKind> recipes,
    Catalogue<OptimizerKind<?>> optimizers,
    Catalogue<AnnealingKind<?>> annealings,
    Catalogue<AugmentPolicy> policies,
    Catalogue<FormatKind<?>> formats)
    implements CataloguesBuilder.With {

  /** The built-in catalogues. */
  public static final Catalogues BUILT_IN =
      new Catalogues(
          SpaceKinds.ALL,
          ImageSources.ALL,
          SearcherKinds.ALL,
          ScoreKinds.ALL,
          CostKinds.ALL,
          StrategyKinds.ALL,
          RecipeKinds.ALL,
          OptimizerKinds.ALL,
          AnnealingKinds.ALL,
          AugmentPolicies.ALL,
          FormatKinds.ALL);

  /**
   * All entries by their kind, such as {@code searchers}, in the order in which they are listed.
   */
  public Map<String, List<? extends Named>> byKind() {
    Map<String, List<? extends Named>> all = new LinkedHashMap<>();
    all.put("spaces", spaces.entries());
    List<Named> data = new ArrayList<>(images.entries());
    data.addAll(TextSource.ALL.entries());
    all.put("data", data);
    all.put("searchers", searchers.entries());
    all.put("scores", scores.entries());
    all.put("costs", costs.entries());
    all.put("strategies", strategies.entries());
    all.put("recipes", recipes.entries());
    all.put("optimizers", optimizers.entries());
    all.put("annealings", annealings.entries());
    all.put("policies", policies.entries());
    all.put("formats", formats.entries());
    return all;
  }

  /** The names of all scores that need no training of an architecture, training-free ones first. */
  public List<String> untrainedScores() {
    List<String> names = new ArrayList<>(scores.names());
    names.addAll(knownCosts());
    return names;
  }

  /** The names of the costs that there is a way to tell. */
  public List<String> knownCosts() {
    return costs.entries().stream().filter(CostKind::isKnown).map(CostKind::name).toList();
  }
}
