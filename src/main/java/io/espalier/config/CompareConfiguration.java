package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.compare.Comparison;
import io.espalier.compare.ComparisonPlan;
import io.espalier.compare.ComparisonTask;
import io.espalier.compare.Method;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.file.YamlLeaves;
import io.espalier.file.YamlText;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a comparison, checked and with its defaults filled in. */
public final class CompareConfiguration {

  private static final String TASKS = "tasks";
  private static final String SEARCHERS = "searchers";
  private static final String SEARCHER = "searcher";
  private static final String SYNTHETIC = "synthetic";

  private static final int MOST_UNDER_WAY = 100_000;

  /** The key of a searcher for the number of batches that are estimated at a time. */
  static final String UNDER_WAY = "batches_under_way";

  private final ObjectNode tree;
  private final Catalogues catalogues;

  private CompareConfiguration(ObjectNode tree, Catalogues catalogues) {
    this.tree = tree;
    this.catalogues = catalogues;
  }

  /** Every key with its default and meaning, as YAML. */
  public static String defaultsText(Catalogues catalogues) {
    return new DefaultsText(catalogues).compare();
  }

  /** Whether a file holds a comparison, not the configuration of a training or search. */
  public static boolean isComparison(Path file) {
    return YamlText.read(file).root().has(SEARCHERS);
  }

  /**
   * Reads a comparison.
   *
   * @throws InputError if it cannot be read, a key or searcher is unknown or a value is of the
   *     wrong kind
   */
  public static CompareConfiguration read(Path file, Catalogues catalogues) {
    YamlText.Parsed given = YamlText.read(file);
    Schema.Where where = path -> "line %d of %s".formatted(given.line(path), file);
    DefaultsText defaults = new DefaultsText(catalogues);
    ObjectNode tree = YamlText.parse(defaults.compare(), "compare.yaml").root();
    JsonNode kinds = tree.remove(TASKS);
    tree.remove(SEARCHERS);
    ObjectNode known = tree.deepCopy();
    known.putObject(TASKS);
    known.putObject(SEARCHERS);
    ObjectNode plain = given.root().deepCopy();
    JsonNode tasks = plain.remove(TASKS);
    JsonNode searchers = plain.remove(SEARCHERS);
    ObjectNode merged = known.deepCopy();
    JsonNode ranges = defaults.ranges("comparison");
    new Schema(known, ranges).merge(merged, plain, where);
    for (Map.Entry<String, JsonNode> task : named(tasks, TASKS, file)) {
      String kind = task.getValue().has(SYNTHETIC) ? SYNTHETIC : "table";
      Schema schema = new Schema((ObjectNode) kinds.get(kind), ranges.get(TASKS).get(kind));
      put(merged, TASKS, task, (ObjectNode) kinds.get(kind), schema, where);
    }
    JsonNode numbersOfSearchers = defaults.ranges("run").path("search");
    for (Map.Entry<String, JsonNode> searcher : named(searchers, SEARCHERS, file)) {
      ObjectNode settings = settings(searcher, catalogues, where);
      ObjectNode numbers = merged.objectNode();
      numbers.putArray(UNDER_WAY).add(1).add(MOST_UNDER_WAY);
      if (numbersOfSearchers.get(settings.get(SEARCHER).asText()) instanceof ObjectNode own) {
        numbers.setAll(own);
      }
      put(merged, SEARCHERS, searcher, settings, new Schema(settings, numbers), where);
    }
    return new CompareConfiguration(merged, catalogues);
  }

  /** The named entries of a section, each of which holds keys of its own. */
  private static List<Map.Entry<String, JsonNode>> named(JsonNode section, String what, Path file) {
    if (!(section instanceof ObjectNode entries) || entries.isEmpty()) {
      throw new InputError("%s names no %s; name at least one".formatted(file, what));
    }
    for (Map.Entry<String, JsonNode> entry : entries.properties()) {
      if (!entry.getKey().matches("[\\w.-]+")) {
        throw new InputError(
            "'%s' is no name in the section %s of %s; allowed are letters, digits, '_', '-' and '.'"
                .formatted(entry.getKey(), what, file));
      }
      if (!entry.getValue().isObject()) {
        throw new InputError(
            "%s.%s of %s is %s; allowed is a section with keys of its own"
                .formatted(what, entry.getKey(), file, entry.getValue()));
      }
    }
    return List.copyOf(entries.properties());
  }

  /** The keys of a searcher: its name and its settings in a search. */
  private static ObjectNode settings(
      Map.Entry<String, JsonNode> searcher, Catalogues catalogues, Schema.Where where) {
    String path = SEARCHERS + "." + searcher.getKey();
    JsonNode name = searcher.getValue().get(SEARCHER);
    String given = name == null ? "" : name.asText();
    SearcherKind<?> kind =
        catalogues
            .searchers()
            .find(given)
            .orElseThrow(
                () ->
                    InputError.unknown(
                        "%s.searcher (%s)".formatted(path, where.of(path)),
                        given,
                        catalogues.searchers().names()));
    ObjectNode settings = YamlText.parse(kind.options().defaults(), kind.name()).root();
    ObjectNode named = settings.objectNode();
    named.set(SEARCHER, name);
    named.put(UNDER_WAY, 1);
    named.setAll(settings);
    return named;
  }

  private static void put(
      ObjectNode merged,
      String section,
      Map.Entry<String, JsonNode> entry,
      ObjectNode known,
      Schema schema,
      Schema.Where where) {
    ObjectNode values = known.deepCopy();
    String path = section + "." + entry.getKey();
    schema.merge(values, (ObjectNode) entry.getValue(), path, where);
    ((ObjectNode) merged.get(section)).set(entry.getKey(), values);
  }

  CompareSettings settings() {
    ObjectNode plain = tree.deepCopy();
    plain.remove(List.of(TASKS, SEARCHERS));
    return YamlText.read(plain, CompareSettings.class);
  }

  /** The subjects of figures: {@code task/searcher} for each task and searcher. */
  public List<String> subjects() {
    return entries(TASKS).keySet().stream()
        .flatMap(
            task -> entries(SEARCHERS).keySet().stream().map(searcher -> task + "/" + searcher))
        .toList();
  }

  private Map<String, JsonNode> entries(String section) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    tree.get(section).properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
  }

  /** The same with at most these seeds and samples, to check in seconds that everything works. */
  public CompareConfiguration smoke(int seeds, int budget) {
    ObjectNode small = tree.deepCopy();
    CompareSettings settings = settings();
    int samples = Math.min(budget, settings.budget());
    small.put("budget", samples);
    small.withObject("seeds").put("count", Math.min(seeds, settings.seeds().count()));
    ArrayNode checkpoints = small.putArray("checkpoints");
    settings.checkpoints().stream().filter(c -> c <= samples).forEach(checkpoints::add);
    return new CompareConfiguration(small, catalogues);
  }

  /** The complete configuration as YAML. */
  public String text() {
    return YamlText.write(tree);
  }

  /**
   * Reads the tables and puts everything together.
   *
   * @param data the folder that relative paths of tables start from
   * @throws InputError if a table is not there or lacks a column, or a value is out of its range
   */
  public ComparisonPlan plan(Path data) {
    CompareTasks made = new CompareTasks(catalogues, data);
    List<ComparisonTask> tasks = new ArrayList<>();
    entries(TASKS).forEach((name, values) -> tasks.add(made.task(name, values)));
    List<Method> methods = new ArrayList<>();
    entries(SEARCHERS).forEach((name, values) -> methods.add(made.method(name, values)));
    CompareSettings settings = settings();
    int workers = settings.workers();
    return new ComparisonPlan(
        new Comparison(settings.design(), tasks, methods),
        text(),
        hash(),
        made.tables(),
        Settings.orCores(workers));
  }

  /** A hash of all settings that the results depend on. */
  private String hash() {
    ObjectNode decisive = tree.deepCopy();
    decisive.remove("workers");
    TreeMap<String, String> leaves = new TreeMap<>(YamlLeaves.of(decisive));
    // Comparisons that began before there were these keys go on.
    leaves.entrySet().removeIf(e -> isDefault(e, ".latency_table", "\"\""));
    leaves.entrySet().removeIf(e -> isDefault(e, "." + UNDER_WAY, "1"));
    return Sha256.of(leaves.toString()).substring(0, 16);
  }

  private static boolean isDefault(Map.Entry<String, String> leaf, String key, String standard) {
    return leaf.getKey().endsWith(key) && leaf.getValue().equals(standard);
  }
}
