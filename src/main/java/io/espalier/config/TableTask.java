package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.compare.Instance;
import io.espalier.compare.Task;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** A comparison's task with scores from a table. */
final class TableTask implements Task {

  /** A task's keys, and what they are called in the configuration of a search. */
  private static final Map<String, String> SEARCH_KEYS =
      Map.of(
          "score", "table_score",
          "truth", "table_truth",
          "unit", "table_unit",
          "distinct", "table_distinct",
          "error", "table_error",
          "choices", "table_choices",
          "macs", "table_macs",
          "params", "table_params",
          "noise_images", "noise_images");

  private final String name;
  private final TabularParts tabular;
  private final SearchSpace space;
  private final List<Limit> limits;
  private final ToDoubleFunction<Architecture> truth;
  private final double optimum;

  /**
   * A task.
   *
   * @param values what the comparison says of it
   * @param file the table
   * @throws InputError if the table cannot be read or lacks a column, or nothing keeps the limits
   */
  static TableTask of(String name, JsonNode values, Path file) {
    try {
      return new TableTask(name, values, file);
    } catch (InputError e) {
      throw new InputError(inOwnKeys(e.getMessage()), e);
    }
  }

  private TableTask(String name, JsonNode values, Path file) {
    this.name = name;
    Parts parts = new Parts(search(values, file), Progress.SILENT);
    this.tabular = parts.tabular();
    this.space = parts.space();
    this.limits = parts.limits().stream().map(TableTask::remembered).toList();
    this.truth =
        tabular.truth().map(TableTruth::of).orElseGet(() -> tabular.table().truth(tabular.score()));
    this.optimum =
        new FeasibleSet(space, limits)
            .enumerate(Integer.MAX_VALUE).orElseThrow().stream()
                .mapToDouble(truth)
                .filter(Double::isFinite)
                .max()
                .orElseThrow(
                    () -> new InputError("%s has no truth within the limits".formatted(file)));
    // What is wrong with the scores is better said before the first run than in it.
    tabular.estimator(new Seed(0));
  }

  /** The task as the configuration of a search. */
  private static Config search(JsonNode values, Path file) {
    ObjectNode given = ((ObjectNode) values).objectNode();
    given.putObject("space").set("name", values.get("space"));
    ObjectNode search = given.putObject("search");
    search.put("table", file.toString());
    SEARCH_KEYS.forEach((key, searchKey) -> search.set(searchKey, values.get(key)));
    given.set("constraints", values.get("limits"));
    return Configuration.defaults().with(given, "in the comparison").values();
  }

  /** A message that names keys of a search's configuration, with those of a task instead. */
  private static String inOwnKeys(String message) {
    String own = message.replace("limits.", "limits.").replace("space.name", "space");
    for (String searchKey : SEARCH_KEYS.values()) {
      String key = searchKey.replace("table_", "");
      own = own.replaceAll("search\\." + searchKey + "\\b", key);
    }
    return own.replaceAll("search\\.table\\b", "table");
  }

  /** Every searcher measures the same architectures, and to measure one its plan is built. */
  private static Limit remembered(Limit limit) {
    Map<Architecture, Double> known = new ConcurrentHashMap<>();
    return new Limit(
        limit.name(),
        limit.unit(),
        limit.minimum(),
        limit.maximum(),
        a -> known.computeIfAbsent(a, limit.measure()::applyAsDouble));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Instance instance(long seed) {
    return new Instance(
        0, space, limits, tabular.estimator(new Seed(seed)), truth, OptionalDouble.of(optimum));
  }
}
