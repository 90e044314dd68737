package io.espalier.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a run makes, and the settings that it depends on: all of them, but for those that are listed
 * here as harmless, each with the reason. A setting that nobody thought of is decisive.
 */
enum Artifact {
  /** The weights of the supernet. */
  SUPERNET(
      Harmless.ANYWHERE,
      Harmless.NOT_IN_SUPERNETS,
      List.of(new Harmless("estimate.", "it is trained before anything is estimated"))),

  /** The course of a search that trains nothing. */
  SEARCH(
      Harmless.ANYWHERE,
      Harmless.BUDGET,
      List.of(new Harmless("retrain.", "the search is over when a child is retrained"))),

  /** The course of a search that trains children from scratch. */
  SEARCH_BY_TRAINING(Harmless.ANYWHERE, Harmless.BUDGET),

  /** The weights of a child that was retrained, whichever child it is. */
  CHILD(
      Harmless.ANYWHERE,
      List.of(
          new Harmless("train.", "the weights that it inherits or learns from have a hash"),
          new Harmless("estimate.", "the child is chosen by then"),
          new Harmless("search.", "the child is chosen by then"),
          new Harmless("finalists.", "the child is chosen by then"),
          new Harmless("constraints.", "the child is chosen by then"))),

  /** What the trained supernet says of one child. How it is asked is part of a hash of its own. */
  SUPERNET_ESTIMATE(
      Harmless.ANYWHERE,
      Harmless.BUDGET,
      Harmless.SEARCHING,
      Harmless.OF_TABLES,
      List.of(
          new Harmless("estimate.", "it is about other scores and their mean"),
          new Harmless("search.batch_norm", Harmless.HASHED),
          new Harmless("search.score", Harmless.HASHED),
          new Harmless("search.canonical", Harmless.HASHED),
          new Harmless("constraints.", "an estimate does not depend on which others are allowed"),
          new Harmless("retrain.", "nothing is retrained"))),

  /** A score of one child that needs no training. */
  UNTRAINED_SCORE(
      Harmless.ANYWHERE,
      Harmless.NOT_IN_SUPERNETS,
      Harmless.MIXTURE,
      List.of(
          new Harmless("estimate.scratch.", "nothing is trained"),
          new Harmless("train.", "nothing is trained"))),

  /** One child trained from scratch, whose schedule is part of a hash of its own. */
  SCRATCH_TRAINING(
      Harmless.ANYWHERE,
      Harmless.CHOICE_OF_CHILDREN,
      List.of(new Harmless("estimate.", "what is left of it here is the schedule"))),

  /** What trainings from scratch say of one child. */
  SCRATCH_ESTIMATE(
      Harmless.ANYWHERE,
      Harmless.CHOICE_OF_CHILDREN,
      Harmless.MIXTURE,
      List.of(
          new Harmless("estimate.channels", "it is the size of untrained networks"),
          new Harmless("estimate.cells", "it is the size of untrained networks"),
          new Harmless("estimate.images", "they are those of untrained networks")));

  @SuppressWarnings("ImmutableEnumChecker") // Streams' lists cannot be changed.
  private final List<Harmless> harmless;

  @SafeVarargs
  @SuppressWarnings("varargs") // They are only read.
  Artifact(List<Harmless>... harmless) {
    this.harmless = Stream.of(harmless).flatMap(List::stream).toList();
  }

  /** Whether the setting with this path decides what this is. */
  boolean dependsOn(String path) {
    return harmless.stream().noneMatch(setting -> setting.covers(path));
  }

  /** The settings that it does not depend on. */
  List<Harmless> harmless() {
    return harmless;
  }

  /**
   * A setting that an artifact does not depend on, or a section of such settings.
   *
   * @param path of the setting; of a section, with a dot at its end
   * @param reason why it does not matter
   */
  record Harmless(String path, String reason) {

    private static final String HASHED = "how the supernet is asked has a hash of its own";
    private static final String COURSE = "an estimate does not depend on why its child was chosen";
    private static final String TABLE = "where there is a table, nothing asks a supernet";

    private static final List<Harmless> ANYWHERE =
        List.of(
            new Harmless("device", "where something is computed changes its rounding alone"),
            new Harmless("threads", "how something is computed changes its rounding alone"),
            new Harmless("work_dir", "it says where files lie"),
            new Harmless("export.", "a network is what it is before it is written"));

    private static final List<Harmless> NOT_IN_SUPERNETS =
        List.of(
            new Harmless("search.", "it is about what comes later; guided trainings hash it"),
            new Harmless("finalists.", "it is about what comes later"),
            new Harmless("constraints.", "all networks are trained, whatever is then looked for"),
            new Harmless("retrain.", "it is about what comes later"));

    private static final List<Harmless> BUDGET =
        List.of(
            new Harmless("search.searcher", "each has a folder and its name in the journal"),
            new Harmless("search.evaluations", "a search goes on when it is given more"),
            new Harmless("search.workers", "how many work side by side changes no result"),
            new Harmless("search.memory_mb", "what is shared is the same as what is not"),
            new Harmless("finalists.", "they are trained when the search is done"));

    private static final List<Harmless> CHOICE_OF_CHILDREN =
        List.of(
            new Harmless("train.", "nothing of the supernet is used"),
            new Harmless("search.", "a training does not depend on why its child was chosen"),
            new Harmless("finalists.", "they have trainings of their own"),
            new Harmless("constraints.", "a training does not depend on what is allowed"));

    private static final List<Harmless> MIXTURE =
        List.of(
            new Harmless("estimate.weights.", "scores are kept before they are mixed"),
            new Harmless("estimate.reference", "scores are kept before they are mixed"));

    private static final List<Harmless> SEARCHING =
        Stream.concat(
                Names.SEARCHERS.stream().map(name -> "search." + name + "."),
                Stream.of("search.seed", "search.batch_size", "search.racing"))
            .map(path -> new Harmless(path, COURSE))
            .toList();

    private static final List<Harmless> OF_TABLES =
        Stream.of(
                "table",
                "table_score",
                "table_truth",
                "table_unit",
                "table_distinct",
                "table_error",
                "table_choices",
                "table_macs",
                "table_params",
                "noise_images")
            .map(key -> new Harmless("search." + key, TABLE))
            .toList();

    /** Whether this is about the setting with this path. */
    boolean covers(String setting) {
      return path.endsWith(".") ? setting.startsWith(path) : setting.equals(path);
    }
  }
}
