package io.espalier.settings;

import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.file.YamlLeaves;
import io.espalier.file.YamlText;
import io.espalier.random.Seed;
import io.espalier.retrain.RetrainRecipe;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * All settings of a run. {@code espalier init} writes each with its default and meaning; programs
 * start from {@link io.espalier.config.Configuration#defaults} and change values by the generated
 * {@code with} methods.
 */
@RecordBuilder
public record Settings(
    long seed,
    String device,
    int threads,
    String workDir,
    SpaceSettings space,
    DataSettings data,
    SupernetSettings supernet,
    TrainingSettings train,
    ScoreSettings estimate,
    SearchSettings search,
    RerankSettings rerank,
    LimitSettings limits,
    RetrainSettings retrain,
    ExportSettings export)
    implements SettingsBuilder.With {

  /** The file of the settings in a run folder. */
  public static final String FILE = "config.yaml";

  /** Searchers that settings of earlier versions did not have. */
  private static final List<String> LATER_SEARCHERS = List.of("nsga2", "parego");

  /** The seed that all others are derived from. */
  public Seed rootSeed() {
    return new Seed(seed);
  }

  /** The seed of searchers. */
  public Seed searchSeed() {
    return search.seed() == 0 ? rootSeed() : new Seed(search.seed());
  }

  /**
   * The name of the search: the configured one, or one derived from searcher, limits and
   * objectives.
   */
  public String searchName() {
    if (!search.name().isEmpty()) {
      return search.name();
    }
    StringBuilder name = new StringBuilder(search.searcher());
    limits
        .ranges()
        .forEach(
            (cost, ends) -> {
              append(name, cost, "from", ends.get(0));
              append(name, cost, "to", ends.get(1));
            });
    for (String cost : search.costs()) {
      name.append('-').append(cost.replaceAll("[^A-Za-z0-9_.-]", "_"));
    }
    return name.toString();
  }

  private static void append(StringBuilder name, String cost, String side, Double end) {
    if (end != null) {
      String text = BigDecimal.valueOf(end).stripTrailingZeros().toPlainString();
      name.append("-%s-%s-%s".formatted(cost, side, text));
    }
  }

  /** CPU threads per operation. */
  public int threadCount() {
    return orCores(threads);
  }

  /** The number of children estimated at the same time. */
  public int workerCount() {
    return orCores(search.workers());
  }

  /** A number of threads; 0 stands for one per core. */
  public static int orCores(int count) {
    return count == 0 ? Runtime.getRuntime().availableProcessors() : count;
  }

  /**
   * The recipe of retrainings.
   *
   * @param catalogues the optimizers and annealings that can be named
   * @throws InputError if a value is out of its range
   */
  public RetrainRecipe retrainRecipe(Catalogues catalogues) {
    return RetrainRecipes.of(retrain, data, catalogues);
  }

  /**
   * These settings without the programs that they name. A folder from elsewhere must not choose
   * what runs on this machine.
   */
  public Settings withoutPrograms() {
    return withExport(export.withoutPrograms());
  }

  /** Every value by its path ({@code train.epochs}), without those of strategies not used. */
  public Map<String, String> leaves() {
    Map<String, String> leaves = new LinkedHashMap<>(YamlLeaves.of(YamlText.tree(this)));
    if (space.definition().isEmpty()) {
      // Spaces of the catalogue have none, nor had the settings of earlier versions.
      leaves.remove("space.definition");
    }
    if (train.warmStartHash().isEmpty()) {
      leaves.remove("train.warm_start_hash");
    }
    if (search.costs().isEmpty()) {
      // Earlier versions knew the score alone, and hashes of their searches are to stay.
      leaves.remove("search.objectives");
    }
    if (search.tabular().tableCostFile().isEmpty()) {
      leaves.remove("search.table_cost_file");
    }
    LATER_SEARCHERS.stream()
        .filter(searcher -> !searcher.equals(search.searcher()))
        .forEach(
            searcher -> leaves.keySet().removeIf(p -> p.startsWith("search." + searcher + ".")));
    if (search.latencyTableHash().isEmpty()) {
      leaves.remove("search.latency_table_hash");
    }
    train.own().keySet().stream()
        .filter(strategy -> !strategy.equals(train.strategy()))
        .forEach(
            strategy -> leaves.keySet().removeIf(p -> p.startsWith("train." + strategy + ".")));
    return leaves;
  }

  /** A hash of all values. */
  public String hash() {
    return hash(path -> true);
  }

  /** A hash of the values that an artifact depends on. */
  public String hash(Artifact artifact) {
    return hash(artifact::dependsOn);
  }

  private String hash(Predicate<String> decisive) {
    Map<String, String> chosen = new TreeMap<>(leaves());
    chosen.keySet().removeIf(decisive.negate());
    return Sha256.of(chosen.toString()).substring(0, 16);
  }
}
