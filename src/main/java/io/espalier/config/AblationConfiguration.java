package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.settings.AblationSettings;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The configuration of an ablation: trainings of a supernet, compared by how well they rank. */
public final class AblationConfiguration {

  private static final String BASE = "base";
  private static final String VARIANTS = "variants";

  private static final int SMOKE_RANKED = 20;
  private static final List<String> SMOKE =
      List.of(
          "data.training_images=640",
          "train.epochs=1",
          "train.warmup_epochs=0",
          "train.whole_epochs=1",
          "train.guide.evaluations=10",
          "search.validation_images=100",
          "search.recalibration_images=128");

  private final Section section;
  private final Map<String, Configuration> variants;

  private AblationConfiguration(Section section, Map<String, Configuration> variants) {
    this.section = section;
    this.variants = variants;
  }

  record Seeds(long first, int count) {}

  /** The ranking of every supernet; see {@code ablation.yaml}. */
  record RankingSection(String table, List<String> truths, int architectures, long seed) {
    RankingSection {
      if (table.isEmpty()) {
        throw new InputError("ranking.table is empty; name the table of truths");
      }
      truths = List.copyOf(truths);
    }
  }

  /** The values beside base and variants. */
  record Section(Seeds seeds, RankingSection ranking) {}

  /** Whether a file holds an ablation. */
  public static boolean isAblation(Path file) {
    return YamlText.read(file).root().has(VARIANTS);
  }

  /**
   * Reads an ablation.
   *
   * @throws InputError if it cannot be read, a key is unknown or a value is of the wrong kind
   */
  public static AblationConfiguration read(Path file, Catalogues catalogues) {
    YamlText.Parsed given = YamlText.read(file);
    Schema.Where where = path -> "line %d of %s".formatted(given.line(path), file);
    ObjectNode plain = given.root().deepCopy();
    JsonNode base = plain.remove(BASE);
    JsonNode variants = plain.remove(VARIANTS);
    ObjectNode merged =
        YamlText.parse(Configuration.resource("ablation.yaml"), "ablation.yaml").root();
    new Schema(merged.deepCopy(), Range.all().withObject("ablation")).merge(merged, plain, where);
    Configuration shared = Configuration.defaults(catalogues);
    if (base instanceof ObjectNode settings) {
      shared = shared.with(settings, "section base of " + file);
    }
    if (!(variants instanceof ObjectNode named) || named.isEmpty()) {
      throw new InputError(
          "%s names no variants; give at least one, for example variants: {plain: {}}"
              .formatted(file));
    }
    Map<String, Configuration> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> variant : named.properties()) {
      all.put(variant.getKey(), variant(shared, variant, file));
    }
    return new AblationConfiguration(YamlText.read(merged, Section.class), all);
  }

  private static Configuration variant(
      Configuration shared, Map.Entry<String, JsonNode> variant, Path file) {
    if (!variant.getKey().matches("[\\w.-]+")) {
      throw new InputError(
          "'%s' is no name of a variant in %s; allowed are letters, digits, '_', '-' and '.'"
              .formatted(variant.getKey(), file));
    }
    if (!(variant.getValue() instanceof ObjectNode settings)) {
      throw new InputError(
          "variants.%s of %s is %s; allowed is a section of settings, {} for none"
              .formatted(variant.getKey(), file, variant.getValue()));
    }
    return shared.with(settings, "variant %s of %s".formatted(variant.getKey(), file));
  }

  /** The same with one seed, few images and one epoch, to check quickly that everything works. */
  public AblationConfiguration smoke() {
    Map<String, Configuration> small = new LinkedHashMap<>();
    variants.forEach(
        (name, configuration) -> {
          Configuration shrunk = configuration;
          for (String setting : SMOKE) {
            shrunk = shrunk.set(setting);
          }
          small.put(name, shrunk);
        });
    RankingSection ranking = section.ranking();
    Section few =
        new Section(
            new Seeds(section.seeds().first(), 1),
            new RankingSection(ranking.table(), ranking.truths(), SMOKE_RANKED, ranking.seed()));
    return new AblationConfiguration(few, small);
  }

  /**
   * The trainings and their ranking.
   *
   * @param data the folder that relative paths of the table and of image folders start from
   * @throws InputError if a value is out of its range
   */
  public AblationSettings settings(Path data) {
    Map<String, Settings> all = new LinkedHashMap<>();
    variants.forEach((name, variant) -> all.put(name, within(data, variant)));
    long first = section.seeds().first();
    RankingSection ranking = section.ranking();
    return new AblationSettings(
        all,
        LongStream.range(first, first + section.seeds().count()).boxed().toList(),
        data.resolve(ranking.table()),
        ranking.truths(),
        ranking.architectures(),
        ranking.seed());
  }

  private static Settings within(Path data, Configuration variant) {
    Settings settings = variant.values();
    String source = settings.data().source();
    String folder = "folder:";
    return source.startsWith(folder)
        ? settings.withData(
            settings.data().withSource(folder + data.resolve(source.substring(folder.length()))))
        : settings;
  }
}
