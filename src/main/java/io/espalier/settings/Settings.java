package io.espalier.settings;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.espalier.catalogue.NamesProgram;
import io.espalier.data.Augmentation;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.file.YamlLeaves;
import io.espalier.file.YamlText;
import io.espalier.random.Seed;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.Recipe;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All settings of a run. {@code espalier init} writes what each means beside its default; programs
 * begin with {@link io.espalier.config.Configuration#defaults} and change values by the generated
 * {@code with} methods.
 */
@RecordBuilder
public record Settings(
    long seed,
    String device,
    int threads,
    String workDir,
    SpaceSection space,
    DataSection data,
    SupernetSection supernet,
    TrainingSection train,
    EstimateSection estimate,
    SearchSection search,
    RerankSettings rerank,
    Limits limits,
    RetrainSection retrain,
    ExportSection export)
    implements SettingsBuilder.With {

  /** The file of a run folder that keeps its settings. */
  public static final String FILE = "config.yaml";

  /** The search space. */
  public record SpaceSection(String name) {}

  /** The images or the text, and what is done to them. */
  @RecordBuilder
  public record DataSection(
      String source,
      String folder,
      int imageSize,
      int trainingImages,
      double testFraction,
      double validationFraction,
      int cropPadding,
      boolean flip,
      int cutout,
      int sequenceLength)
      implements SettingsDataSectionBuilder.With {

    public DataSection {
      between("data.test_fraction", testFraction, 0, 1);
      between("data.validation_fraction", validationFraction, 0, 1);
    }

    /** The augmentation of training images. */
    public Augmentation augmentation() {
      return new Augmentation(cropPadding, flip, cutout);
    }
  }

  /** The size of the supernet. */
  @RecordBuilder
  public record SupernetSection(
      int channels, int cells, boolean affine, String split, String weights)
      implements SettingsSupernetSectionBuilder.With {}

  /** The training of the supernet. */
  @RecordBuilder
  public record TrainingSection(
      String strategy,
      String draw,
      int drawLargestOf,
      double averageDecay,
      double averageTail,
      int wholeEpochs,
      GuideSettings guide,
      @JsonUnwrapped Recipe recipe)
      implements SettingsTrainingSectionBuilder.With {

    public TrainingSection {
      if (!recipe.equals(recipe.with(null, null))) {
        throw new InputError("supernets are trained by SGD whose rate falls by half a cosine");
      }
    }

    /** The average of the weights that becomes the supernet. */
    public Averaging averaging() {
      return new Averaging(averageDecay, averageTail);
    }
  }

  /** The scores that architectures are compared by. */
  @RecordBuilder
  public record EstimateSection(
      EstimateWeights weights,
      ScratchSettings scratch,
      int reference,
      int channels,
      int cells,
      int images)
      implements SettingsEstimateSectionBuilder.With {}

  /**
   * The search.
   *
   * @param name the folder of the search; empty for one named by searcher and limits
   * @param own the settings of every searcher that has some, by its name
   */
  @RecordBuilder
  public record SearchSection(
      String name,
      String searcher,
      long seed,
      int evaluations,
      int batchSize,
      int validationImages,
      int recalibrationImages,
      int workers,
      @JsonUnwrapped EstimateSettings estimating,
      @JsonUnwrapped TableSettings tabular,
      @JsonAnyGetter Map<String, Record> own)
      implements SettingsSearchSectionBuilder.With {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}");

    public SearchSection {
      own = copy(own);
      if (!name.isEmpty() && !NAME.matcher(name).matches()) {
        throw new InputError(
            "search.name is '%s'; allowed are letters, digits, '_', '-' and '.'".formatted(name));
      }
    }
  }

  /**
   * What a network may cost.
   *
   * @param ranges by the name of a cost its least and its most, in its unit, which may be null
   */
  public record Limits(@JsonValue Map<String, List<Double>> ranges) {
    public Limits {
      ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
      ranges.forEach(Limits::check);
    }

    private static void check(String cost, List<Double> ends) {
      Double least = ends.get(0);
      Double most = ends.get(1);
      if (least != null && most != null && least > most) {
        throw new InputError(
            "limits.%s runs from %s to %s; the first must not be above the second"
                .formatted(cost, least, most));
      }
    }
  }

  /** The training of a child at the end. */
  @RecordBuilder
  public record RetrainSection(
      String recipe,
      String from,
      int channels,
      int cells,
      @JsonUnwrapped Recipe descent,
      String optimizer,
      double rmsDecay,
      double rmsEpsilon,
      String annealing,
      double annealFactor,
      double annealEpochs,
      double averageDecay,
      int cropPadding,
      int cutout,
      int augmentOperations,
      double augmentMagnitude,
      double dropPath,
      double auxiliary,
      double distil)
      implements SettingsRetrainSectionBuilder.With {}

  /**
   * The formats of exports.
   *
   * @param formats their names, with commas between
   * @param tolerance how far logits may differ from those of the child that was searched, as a
   *     share of their range
   * @param own the settings of every format that has some, by its name
   */
  @RecordBuilder
  public record ExportSection(
      String formats, double tolerance, @JsonAnyGetter Map<String, Record> own)
      implements SettingsExportSectionBuilder.With {

    public ExportSection {
      own = copy(own);
      between("export.tolerance", tolerance, 0, 1);
    }

    private ExportSection withoutPrograms() {
      Map<String, Record> without = new LinkedHashMap<>(own);
      without.replaceAll(
          (name, options) ->
              options instanceof NamesProgram named ? named.withoutProgram() : options);
      return withOwn(without);
    }
  }

  /** The seed that all others are derived from. */
  public Seed rootSeed() {
    return new Seed(seed);
  }

  /** The seed of searchers. */
  public Seed searchSeed() {
    return search.seed() == 0 ? rootSeed() : new Seed(search.seed());
  }

  /** The name of the search: its own, or one made of the searcher and the limits. */
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
    return name.toString();
  }

  private static void append(StringBuilder name, String cost, String side, Double end) {
    if (end != null) {
      String text = BigDecimal.valueOf(end).stripTrailingZeros().toPlainString();
      name.append("-%s-%s-%s".formatted(cost, side, text));
    }
  }

  /** CPU threads of one operation. */
  public int threadCount() {
    return orCores(threads);
  }

  /** Children that are estimated at the same time. */
  public int workerCount() {
    return orCores(search.workers());
  }

  private static int orCores(int count) {
    return count == 0 ? Runtime.getRuntime().availableProcessors() : count;
  }

  /**
   * The recipe of retrainings.
   *
   * @throws InputError if a value is out of its range
   */
  public RetrainRecipe retrainRecipe() {
    return RetrainRecipes.of(retrain, data);
  }

  /**
   * These settings without the programs that they name. Folders are handed on, and must not choose
   * what runs on the machine of who receives them.
   */
  public Settings withoutPrograms() {
    return withExport(export.withoutPrograms());
  }

  /** Every value by its path ({@code train.epochs}). */
  public Map<String, String> leaves() {
    return YamlLeaves.of(YamlText.tree(this));
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

  private static Map<String, Record> copy(Map<String, Record> own) {
    return own == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(own));
  }

  private static void between(String key, double value, double above, double below) {
    if (!(value > above && value < below)) {
      throw new InputError(
          "%s is %s; allowed is a number above %s and below %s"
              .formatted(key, value, above, below));
    }
  }
}
