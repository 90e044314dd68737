package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.compare.ComparisonTask;
import io.espalier.compare.Method;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.file.Sha256;
import io.espalier.file.YamlText;
import io.espalier.latency.LatencyTable;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.settings.LimitSettings;
import io.espalier.settings.SearchSettings;
import io.espalier.settings.SpaceSettings;
import io.espalier.settings.TableSettings;
import io.espalier.space.SearchSpace;
import io.espalier.synthetic.OptionSpace;
import io.espalier.tabular.Table;
import io.espalier.task.Latencies;
import io.espalier.task.TableScores;
import io.espalier.task.compare.NamedMethod;
import io.espalier.task.compare.SyntheticTask;
import io.espalier.task.compare.TableTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tasks and methods of the entries of a comparison. */
final class CompareTasks {

  /** The keys of a task and their names in the configuration of a search. */
  private static final Map<String, String> SEARCH_KEYS =
      Map.of(
          "score", "table_score",
          "truth", "table_truth",
          "unit", "table_unit",
          "distinct", "table_distinct",
          "error", "table_error",
          "choices", "table_choices",
          "costs", "table_costs",
          "cost_file", "table_cost_file",
          "noise_images", "noise_images");

  private final Catalogues catalogues;
  private final Path data;
  private final Map<String, String> tables = new TreeMap<>();

  /**
   * Tasks of a comparison.
   *
   * @param data the folder that relative paths of tables start from
   */
  CompareTasks(Catalogues catalogues, Path data) {
    this.catalogues = catalogues;
    this.data = data;
  }

  /** The SHA-256 of each table that a task was made of, by its name. */
  Map<String, String> tables() {
    return tables;
  }

  /**
   * A searcher with its settings.
   *
   * @throws InputError if a setting is out of its range
   */
  Method method(String name, JsonNode values) {
    SearcherKind<?> kind = catalogues.searchers().named(values.get("searcher").asText());
    ObjectNode own = values.deepCopy();
    own.remove("searcher");
    int underWay = own.remove(CompareConfiguration.UNDER_WAY).asInt();
    try {
      return new NamedMethod(name, kind, YamlText.read(own, kind.options().type()), underWay);
    } catch (InputError e) {
      throw e.reworded(problem -> "searcher %s: %s".formatted(name, problem));
    }
  }

  /**
   * A task.
   *
   * @throws InputError if its table is not there or lacks a column, or a value is not possible
   */
  ComparisonTask task(String name, JsonNode values) {
    try {
      return values.has("synthetic")
          ? new SyntheticTask(
              name,
              values.get("synthetic").asText(),
              space(values),
              values.get("instances").asText())
          : tableTask(name, values, table(values.get("table").asText()));
    } catch (InputError e) {
      throw e.reworded(problem -> "task %s: %s".formatted(name, inOwnKeys(problem)));
    }
  }

  private SearchSpace space(JsonNode values) {
    String named = values.get("space").asText();
    if (!named.isEmpty()) {
      return SpaceSettings.of(named, catalogues.spaces()).kind(catalogues.spaces()).space();
    }
    int choices = values.at("/options/choices").asInt();
    int options = values.at("/options/options").asInt();
    if (choices < 1 || options < 2) {
      throw new InputError(
          "a space of %d choices with %d options is impossible; allowed are 1 choice or more with 2 options or more"
              .formatted(choices, options));
    }
    return new OptionSpace(choices, options);
  }

  private Path table(String file) {
    if (file.isEmpty()) {
      throw new InputError(
          "its table is not named; give 'table: FILE', or 'synthetic: rugged' for a synthetic truth");
    }
    Path path = data.resolve(file);
    if (!path.toFile().isFile()) {
      throw new InputError("there is no file %s".formatted(path), Remedy.NAME_DATA_FOLDER);
    }
    tables.put(file, Sha256.of(path));
    return path;
  }

  private TableTask tableTask(String name, JsonNode values, Path file) {
    ObjectNode given = ((ObjectNode) values).objectNode();
    given.put("table", file.toString());
    SEARCH_KEYS.forEach((key, searchKey) -> given.set(searchKey, values.get(key)));
    String costFile = values.get("cost_file").asText();
    given.put("table_cost_file", costFile.isEmpty() ? "" : table(costFile).toString());
    SpaceSettings space = SpaceSettings.of(values.get("space").asText(), catalogues.spaces());
    TableScores scores =
        new TableScores(
            space,
            YamlText.read(given, TableSettings.class),
            knowing(values.get("latency_table").asText(), space));
    return new TableTask(
        name, scores, YamlText.read(values.get("limits"), LimitSettings.class), objectives(values));
  }

  /** The catalogues with the latencies of a table, if one is named. */
  private Catalogues knowing(String latencies, SpaceSettings space) {
    if (latencies.isEmpty()) {
      return catalogues;
    }
    if (space.name().equals(Table.OWN_SPACE)) {
      throw new InputError(
          "search.latency_table is %s, but the rows of the table are no networks that it could tell the latency of; name a column of latencies in costs instead"
              .formatted(latencies));
    }
    return Latencies.known(catalogues, space, LatencyTable.read(table(latencies)));
  }

  /** The names of the costs among the objectives of a task. */
  private static List<String> objectives(JsonNode values) {
    List<String> names = new ArrayList<>();
    values.get("objectives").forEach(name -> names.add(name.asText()));
    return SearchSettings.costsAmong(names);
  }

  /** The message with the keys of a search's configuration replaced by those of a task. */
  private static String inOwnKeys(String message) {
    String own = message.replaceAll("search\\.latency_table\\b", "latency_table");
    for (Map.Entry<String, String> key : SEARCH_KEYS.entrySet()) {
      own = own.replaceAll("search\\." + key.getValue() + "\\b", key.getKey());
    }
    return own.replaceAll("search\\.table\\b", "table");
  }
}
