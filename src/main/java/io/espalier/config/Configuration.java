package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import io.espalier.error.InputError;
import io.espalier.export.FormatKind;
import io.espalier.file.YamlText;
import io.espalier.retrain.RecipeKind;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.settings.SpaceSettings;
import io.espalier.supernet.train.AnnealingKind;
import io.espalier.supernet.train.OptimizerKind;
import io.espalier.supernet.train.strategy.StrategyKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A configuration, put together from the defaults, a file and single settings. */
public final class Configuration {

  private final ObjectNode tree;
  private final Schema schema;
  private final Catalogues catalogues;

  private Configuration(ObjectNode tree, Schema schema, Catalogues catalogues) {
    this.tree = tree;
    this.schema = schema;
    this.catalogues = catalogues;
  }

  /**
   * The text of the defaults with their comments, as {@code espalier init} writes it.
   *
   * @param catalogues everything a configuration can name
   */
  public static String defaultsText(Catalogues catalogues) {
    return new DefaultsText(catalogues).run();
  }

  /** The defaults, with the built-in catalogues. */
  public static Configuration defaults() {
    return defaults(Catalogues.BUILT_IN);
  }

  /**
   * The defaults.
   *
   * @param catalogues everything a configuration can name
   */
  public static Configuration defaults(Catalogues catalogues) {
    DefaultsText text = new DefaultsText(catalogues);
    ObjectNode defaults = YamlText.parse(text.run(), "defaults.yaml").root();
    return new Configuration(defaults, new Schema(defaults, text.ranges("run")), catalogues);
  }

  /** The configuration of {@code espalier quickstart}, which comes with the program. */
  public static Configuration quickstart(Catalogues catalogues) {
    return defaults(catalogues)
        .with(YamlText.parse(resource("quickstart.yaml"), "quickstart.yaml"), "quickstart.yaml");
  }

  /**
   * The defaults, overridden by {@code file}.
   *
   * @throws InputError if it cannot be read, a key is unknown or a value is of the wrong kind
   */
  public static Configuration read(Path file) {
    return read(file, Catalogues.BUILT_IN);
  }

  /** As above, with other catalogues than the built-in ones. */
  public static Configuration read(Path file, Catalogues catalogues) {
    return defaults(catalogues).with(YamlText.read(file), file.toString());
  }

  /** The configuration of a run that another process leads, as text. */
  public static Configuration told(String text) {
    return defaults().with(YamlText.parse(text, "the settings told"), "the settings told");
  }

  /**
   * The configuration saved in a run folder.
   *
   * @throws InputError as {@link #read} does
   */
  public static Configuration ofRun(Path folder, Catalogues catalogues) {
    return received(folder.resolve(Settings.FILE), catalogues);
  }

  /**
   * As {@link #read}, of a file that may come from elsewhere: without the programs that it names.
   */
  public static Configuration received(Path file, Catalogues catalogues) {
    Configuration read = read(file, catalogues);
    ObjectNode safe = YamlText.tree(read.values().withoutPrograms());
    return new Configuration(safe, read.schema, catalogues);
  }

  private Configuration with(YamlText.Parsed given, String name) {
    return merged(given.root(), path -> "line %d of %s".formatted(given.line(path), name));
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
  public Settings values() {
    ObjectNode plain = tree.deepCopy();
    Map<String, Record> searchers =
        own(plain, "search", catalogues.searchers(), SearcherKind::options);
    Map<String, Record> formats = own(plain, "export", catalogues.formats(), FormatKind::options);
    Map<String, Record> retraining =
        own(plain, "retrain", catalogues.optimizers(), OptimizerKind::options);
    retraining.putAll(own(plain, "retrain", catalogues.annealings(), AnnealingKind::options));
    Map<String, Record> strategies =
        own(plain, "train", catalogues.strategies(), StrategyKind::options);
    Settings settings = YamlText.read(plain, Settings.class);
    return settings
        .withTrain(settings.train().withOwn(strategies))
        .withSearch(settings.search().withOwn(searchers))
        .withExport(settings.export().withOwn(formats))
        .withRetrain(settings.retrain().withOwn(retraining));
  }

  /** Takes the settings of a catalogue's entries out of a section. */
  private static <E extends Named> Map<String, Record> own(
      ObjectNode plain, String section, Catalogue<E> kinds, Function<E, Options<?>> options) {
    Map<String, Record> own = new LinkedHashMap<>();
    ObjectNode within = (ObjectNode) plain.get(section);
    for (E kind : kinds.entries()) {
      JsonNode given = within.remove(kind.name());
      if (given == null) {
        // It has no settings.
        continue;
      }
      try {
        own.put(kind.name(), YamlText.read(given, options.apply(kind).type()));
      } catch (InputError e) {
        throw e.reworded(
            problem -> "in section %s.%s: %s".formatted(section, kind.name(), problem));
      }
    }
    return own;
  }

  /** The complete configuration as YAML. */
  public String text() {
    return YamlText.write(tree);
  }

  /** Every value by its path ({@code train.epochs}), in the order of the defaults. */
  public Map<String, String> leaves() {
    return values().leaves();
  }

  /**
   * This configuration with the values of some keys replaced, as a file would.
   *
   * @param where the place where they were given, for messages
   */
  Configuration with(ObjectNode given, String where) {
    return merged(given, path -> where);
  }

  /** A named recipe is applied first, wherever its key stands. */
  private Configuration merged(ObjectNode given, Schema.Where where) {
    ObjectNode merged = tree.deepCopy();
    defineSpace(given);
    JsonNode recipe = given.at("/retrain/recipe");
    if (!recipe.isMissingNode()) {
      RecipeKind named = catalogues.recipes().named(recipe.asText());
      ObjectNode settings = tree.objectNode();
      settings.set("retrain", YamlText.parse(named.yaml(), "recipe " + named.name()).root());
      schema.merge(merged, settings, path -> "recipe " + named.name());
    }
    schema.merge(merged, given, where);
    FileHashes.add(merged, given);
    return new Configuration(merged, schema, catalogues);
  }

  /**
   * Replaces the file of a space by what it says, so that a run does not depend on the file. A name
   * alone may stand in the place of the section.
   */
  private void defineSpace(ObjectNode given) {
    JsonNode space = given.path("space");
    if (space.isTextual()) {
      given.set("space", given.objectNode().set("name", space));
    }
    JsonNode name = given.at("/space/name");
    if (name.isTextual() && given.at("/space/definition").isMissingNode()) {
      SpaceSettings settings = SpaceSettings.of(name.textValue(), catalogues.spaces());
      given.set("space", YamlText.tree(settings));
    }
  }

  /** A file that comes with the program. */
  static String resource(String name) {
    return Options.resource(Configuration.class, name);
  }
}
