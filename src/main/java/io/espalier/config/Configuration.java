package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A configuration as it was put together from the defaults, a file and single settings. */
public final class Configuration {

  private final ObjectNode tree;
  private final Schema schema;

  private Configuration(ObjectNode tree, Schema schema) {
    this.tree = tree;
    this.schema = schema;
  }

  /** The text of the defaults with their comments, as {@code espalier init} writes it. */
  public static String defaultsText() {
    return resource("defaults.yaml");
  }

  /** The defaults. */
  public static Configuration defaults() {
    ObjectNode defaults = YamlText.parse(defaultsText(), "defaults.yaml").root();
    return new Configuration(defaults, new Schema(defaults, Range.all("run")));
  }

  /** The configuration of {@code espalier quickstart}, which comes with the program. */
  public static Configuration quickstart() {
    return defaults()
        .with(YamlText.parse(resource("quickstart.yaml"), "quickstart.yaml"), "quickstart.yaml");
  }

  /**
   * The defaults with what {@code file} says.
   *
   * @throws InputError if it cannot be read, a key is unknown or a value is of the wrong kind
   */
  public static Configuration read(Path file) {
    return defaults().with(YamlText.read(file), file.toString());
  }

  /**
   * What a run folder saved.
   *
   * @throws InputError as {@link #read} does
   */
  public static Configuration ofRun(Path folder) {
    return read(RunFolder.config(folder)).withoutPrograms();
  }

  /**
   * This configuration without the programs that it names. Folders are handed on, and must not
   * choose what runs on the machine of who receives them.
   */
  Configuration withoutPrograms() {
    return set("export.python=");
  }

  private Configuration with(YamlText.Parsed given, String name) {
    return merged(
        given.root(), path -> "line %d of %s".formatted(given.lines().getOrDefault(path, 0), name));
  }

  /**
   * This configuration with one value changed.
   *
   * @param setting {@code key=value}, for example {@code train.epochs=3} or {@code limits.macs=[0,
   *     330]}; an end of a range has its index as key: {@code limits.macs.1=330}
   * @throws InputError if it has no such form, the key is unknown or the value of the wrong kind
   */
  public Configuration set(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new InputError(
          "'%s' is no setting; write key=value, for example train.epochs=3".formatted(setting));
    }
    String path = setting.substring(0, equals).strip();
    JsonNode value = YamlText.value(setting.substring(equals + 1), path);
    List<String> keys = List.of(path.split("\\.", -1));
    String last = keys.get(keys.size() - 1);
    JsonNode list = tree.at("/" + String.join("/", keys.subList(0, keys.size() - 1)));
    if (list instanceof ArrayNode ends && last.matches("\\d") && ends.has(Integer.parseInt(last))) {
      ArrayNode changed = ends.deepCopy();
      changed.set(Integer.parseInt(last), value);
      value = changed;
      keys = keys.subList(0, keys.size() - 1);
    }
    ObjectNode given = tree.objectNode();
    ObjectNode section = given;
    for (String key : keys.subList(0, keys.size() - 1)) {
      section = section.putObject(key);
    }
    section.set(keys.get(keys.size() - 1), value);
    return merged(given, at -> "--set " + setting);
  }

  /**
   * The values.
   *
   * @throws InputError if one is out of its range
   */
  public Config values() {
    return YamlText.read(tree, Config.class);
  }

  /** The complete configuration as YAML. */
  public String text() {
    return YamlText.write(tree);
  }

  /** Every value by its path ({@code train.epochs}), in the order of the defaults. */
  public Map<String, String> leaves() {
    return leaves(tree);
  }

  /** Every value of a tree by its path. */
  static Map<String, String> leaves(ObjectNode tree) {
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(tree, "", leaves);
    return leaves;
  }

  /** A hash of all values. */
  String hash() {
    return hash(path -> true);
  }

  /** A hash of the values that something depends on. */
  String hash(Artifact artifact) {
    return hash(artifact::dependsOn);
  }

  private String hash(Predicate<String> decisive) {
    Map<String, String> chosen = new TreeMap<>(leaves());
    chosen.keySet().removeIf(decisive.negate());
    return Sha256.of(chosen.toString()).substring(0, 16);
  }

  private static void collect(JsonNode node, String path, Map<String, String> leaves) {
    if (node instanceof ObjectNode section) {
      for (Map.Entry<String, JsonNode> entry : section.properties()) {
        String key = entry.getKey();
        collect(entry.getValue(), path.isEmpty() ? key : path + "." + key, leaves);
      }
    } else {
      leaves.put(path, node.isNumber() ? number(node) : node.toString());
    }
  }

  /** Numbers that are equal have one text: {@code 5} and {@code 5.0} are no difference. */
  private static String number(JsonNode node) {
    return node.decimalValue().stripTrailingZeros().toPlainString();
  }

  /** The section of a searcher's settings; missing if it has none. */
  JsonNode searcherSettings(String searcher) {
    return tree.at("/search/" + searcher);
  }

  /**
   * This configuration with the values of some keys replaced, as a file would.
   *
   * @param where what is said of where they were given, in messages
   */
  Configuration with(ObjectNode given, String where) {
    return merged(given, path -> where);
  }

  /** A recipe that is named gives its settings first, whatever place it has among the keys. */
  private Configuration merged(ObjectNode given, Schema.Where where) {
    ObjectNode merged = tree.deepCopy();
    JsonNode recipe = given.at("/retrain/recipe");
    if (!recipe.isMissingNode()) {
      ObjectNode settings = tree.objectNode();
      settings.set("retrain", Recipes.named(recipe.asText()));
      schema.merge(merged, settings, path -> "recipe " + recipe.asText());
    }
    schema.merge(merged, given, where);
    return new Configuration(merged, schema);
  }

  /** A file that comes with the program. */
  static String resource(String name) {
    try (InputStream stream = Configuration.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " out of the program", e);
    }
  }
}
