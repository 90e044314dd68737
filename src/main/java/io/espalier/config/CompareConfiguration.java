package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The configuration of a comparison, checked and with its defaults filled in. */
public final class CompareConfiguration {

  private static final String TASKS = "tasks";
  private static final String SEARCHERS = "searchers";
  private static final String SEARCHER = "searcher";
  private static final String SYNTHETIC = "synthetic";

  /** The path of a task or a searcher, with which the paths of its settings begin. */
  private static final Pattern NAMED =
      Pattern.compile("(?:%s|%s)\\.[^.]+".formatted(TASKS, SEARCHERS));

  private final ObjectNode tree;

  private CompareConfiguration(ObjectNode tree) {
    this.tree = tree;
  }

  /** Every key with its default and its meaning. */
  public static String defaultsText() {
    return Configuration.resource("compare.yaml");
  }

  /** Whether a file holds a comparison, as against the configuration of a training or search. */
  public static boolean isComparison(Path file) {
    return YamlText.read(file).root().has(SEARCHERS);
  }

  /**
   * Reads a comparison.
   *
   * @throws InputError if it cannot be read, a key or searcher is unknown or a value is of the
   *     wrong kind
   */
  public static CompareConfiguration read(Path file) {
    YamlText.Parsed given = YamlText.read(file);
    Schema.Where where =
        path -> "line %d of %s".formatted(given.lines().getOrDefault(path, 0), file);
    ObjectNode tree = defaults();
    JsonNode kinds = tree.remove(TASKS);
    tree.remove(SEARCHERS);
    ObjectNode known = tree.deepCopy();
    known.putObject(TASKS);
    known.putObject(SEARCHERS);
    ObjectNode plain = given.root().deepCopy();
    JsonNode tasks = plain.remove(TASKS);
    JsonNode searchers = plain.remove(SEARCHERS);
    ObjectNode merged = known.deepCopy();
    JsonNode ranges = Range.all("comparison");
    new Schema(known, ranges).merge(merged, plain, where);
    for (Map.Entry<String, JsonNode> task : named(tasks, TASKS, file)) {
      String kind = task.getValue().has(SYNTHETIC) ? SYNTHETIC : "table";
      Schema schema = new Schema((ObjectNode) kinds.get(kind), ranges.get(TASKS).get(kind));
      put(merged, TASKS, task, (ObjectNode) kinds.get(kind), schema, where);
    }
    for (Map.Entry<String, JsonNode> searcher : named(searchers, SEARCHERS, file)) {
      ObjectNode settings = settings(searcher, where);
      JsonNode numbers = Range.all("run").path("search").path(settings.get(SEARCHER).asText());
      put(merged, SEARCHERS, searcher, settings, new Schema(settings, numbers), where);
    }
    return new CompareConfiguration(merged);
  }

  private static ObjectNode defaults() {
    return YamlText.parse(defaultsText(), "compare.yaml").root();
  }

  /** The named entries of a section, each of which holds keys of its own. */
  private static List<Map.Entry<String, JsonNode>> named(JsonNode section, String what, Path file) {
    if (!(section instanceof ObjectNode entries) || entries.isEmpty()) {
      throw new InputError(
          "%s names no %s; give one at least (espalier compare --defaults shows how)"
              .formatted(file, what));
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

  /** What a searcher may say: its name and the settings that a search knows for it. */
  private static ObjectNode settings(Map.Entry<String, JsonNode> searcher, Schema.Where where) {
    String path = SEARCHERS + "." + searcher.getKey();
    JsonNode name = searcher.getValue().get(SEARCHER);
    if (name == null || !Names.SEARCHERS.contains(name.asText())) {
      throw InputError.unknown(
          "%s.searcher (%s)".formatted(path, where.of(path)),
          name == null ? "" : name.asText(),
          Names.SEARCHERS);
    }
    ObjectNode settings = defaults().objectNode();
    settings.set(SEARCHER, name);
    if (Configuration.defaults().searcherSettings(name.asText()) instanceof ObjectNode own) {
      settings.setAll(own);
    }
    return settings;
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

  /** The values beside tasks and searchers. */
  CompareSettings settings() {
    ObjectNode plain = tree.deepCopy();
    plain.remove(List.of(TASKS, SEARCHERS));
    return YamlText.read(plain, CompareSettings.class);
  }

  /** What has figures: {@code task/searcher} for each task and searcher. */
  public List<String> subjects() {
    return tasks().keySet().stream()
        .flatMap(task -> searchers().keySet().stream().map(searcher -> task + "/" + searcher))
        .toList();
  }

  /** The values of each task by its name. */
  Map<String, JsonNode> tasks() {
    return entries(TASKS);
  }

  /** The values of each searcher by its name. */
  Map<String, JsonNode> searchers() {
    return entries(SEARCHERS);
  }

  private Map<String, JsonNode> entries(String section) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    tree.get(section).properties().forEach(e -> entries.put(e.getKey(), e.getValue()));
    return entries;
  }

  /** With so many seeds and samples at most: to see in seconds whether everything works. */
  public CompareConfiguration smoke(int seeds, int budget) {
    ObjectNode small = tree.deepCopy();
    CompareSettings settings = settings();
    int samples = Math.min(budget, settings.budget());
    small.put("budget", samples);
    small.withObject("seeds").put("count", Math.min(seeds, settings.seeds().count()));
    ArrayNode checkpoints = small.putArray("checkpoints");
    settings.checkpoints().stream().filter(c -> c <= samples).forEach(checkpoints::add);
    return new CompareConfiguration(small);
  }

  /** The complete configuration as YAML. */
  public String text() {
    return YamlText.write(tree);
  }

  /** A hash of all that the results hang on: equal for equal configurations. */
  String hash() {
    return Sha256.of(decisive().toString()).substring(0, 16);
  }

  /** What the results hang on and another configuration has otherwise, in words. */
  List<String> differences(CompareConfiguration other) {
    Map<String, String> here = decisive();
    Map<String, String> there = other.decisive();
    Set<String> paths = new TreeSet<>(here.keySet());
    paths.addAll(there.keySet());
    paths.removeIf(path -> Objects.equals(here.get(path), there.get(path)));
    Set<String> partsHere = parts(here);
    Set<String> partsThere = parts(there);
    return paths.stream()
        .map(
            path -> {
              String part = part(path);
              if (!partsHere.contains(part)) {
                return "no " + part;
              }
              return partsThere.contains(part)
                  ? "%s %s, not %s".formatted(path, here.get(path), there.get(path))
                  : part;
            })
        .distinct()
        .toList();
  }

  /** What a configuration has or has not as a whole: a task, a searcher, or a single setting. */
  private static Set<String> parts(Map<String, String> settings) {
    return settings.keySet().stream().map(CompareConfiguration::part).collect(Collectors.toSet());
  }

  private static String part(String path) {
    Matcher named = NAMED.matcher(path);
    return named.lookingAt() ? named.group() : path;
  }

  private Map<String, String> decisive() {
    ObjectNode decisive = tree.deepCopy();
    decisive.remove("workers");
    return new TreeMap<>(Configuration.leaves(decisive));
  }
}
