package io.espalier.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * A result of a run, and the settings that it depends on: all except those listed here as harmless,
 * each with the reason, so that a forgotten setting counts.
 */
public enum Artifact {
  /** The weights of the supernet. */
  SUPERNET(
      Harmless.ANYWHERE,
      Harmless.NOT_IN_SUPERNETS,
      Harmless.all("it is trained before anything is estimated", "estimate.")),

  /** The course of a search that trains nothing. */
  SEARCH(
      Harmless.ANYWHERE,
      Harmless.BUDGET,
      Harmless.all("the search is over when a child is retrained", "retrain.")),

  /** The course of a search that trains children from scratch. */
  SEARCH_BY_TRAINING(Harmless.ANYWHERE, Harmless.BUDGET),

  /** The weights of a child that was retrained, whichever child it is. */
  CHILD(
      Harmless.ANYWHERE,
      Harmless.all("the weights that it inherits or learns from have a hash", "train."),
      Harmless.all("the child is chosen by then", "estimate.", "search.", "rerank.", "limits.")),

  /** The estimate of one child by the trained supernet; its settings are hashed separately. */
  SUPERNET_ESTIMATE(
      Harmless.ANYWHERE,
      Harmless.BUDGET,
      Harmless.COURSE,
      Harmless.TABLE,
      Harmless.all("it is about other scores and their mean", "estimate."),
      Harmless.all(
          "how the supernet is asked has a hash of its own",
          "search.batch_norm",
          "search.score",
          "search.canonical"),
      Harmless.all("an estimate does not depend on which others are allowed", "limits."),
      Harmless.all("nothing is retrained", "retrain.")),

  /** A score of one child that needs no training. */
  UNTRAINED_SCORE(
      Harmless.ANYWHERE,
      Harmless.NOT_IN_SUPERNETS,
      Harmless.MIXTURE,
      Harmless.all("nothing is trained", "estimate.scratch.", "train.")),

  /** One child trained from scratch; its schedule is hashed separately. */
  SCRATCH_TRAINING(
      Harmless.ANYWHERE,
      Harmless.CHOICE_OF_CHILDREN,
      Harmless.all("what is left of it here is the schedule", "estimate.")),

  /** The score of one child by trainings from scratch. */
  SCRATCH_ESTIMATE(
      Harmless.ANYWHERE,
      Harmless.CHOICE_OF_CHILDREN,
      Harmless.MIXTURE,
      Harmless.all(
          "it is about untrained networks",
          "estimate.channels",
          "estimate.cells",
          "estimate.images"));

  @SuppressWarnings("ImmutableEnumChecker") // Streams' lists cannot be changed.
  private final List<Harmless> harmless;

  @SafeVarargs
  @SuppressWarnings("varargs") // They are only read.
  Artifact(List<Harmless>... harmless) {
    this.harmless = Stream.of(harmless).flatMap(List::stream).toList();
  }

  /** Whether this depends on the setting with this path. */
  public boolean dependsOn(String path) {
    return harmless.stream().noneMatch(setting -> setting.covers(path));
  }

  /** The settings that it does not depend on. */
  public List<Harmless> harmless() {
    return harmless;
  }

  /**
   * A setting that an artifact does not depend on, or a section of such settings.
   *
   * @param path the path of the setting, or of a section with a dot at its end; {@code *.} stands
   *     for any section
   * @param reason why it does not matter
   */
  public record Harmless(String path, String reason) {

    private static final List<Harmless> ANYWHERE =
        List.of(
            new Harmless("device", "where something is computed changes its rounding alone"),
            new Harmless("threads", "how something is computed changes its rounding alone"),
            new Harmless("work_dir", "it says where files lie"),
            new Harmless("data.source", "the data themselves have a hash"),
            new Harmless("data.folder", "the data themselves have a hash"),
            new Harmless("train.warm_start", "what the file says has a hash"),
            new Harmless("train.warm_start_names", "what the file says has a hash"),
            new Harmless("search.latency_table", "what the file says has a hash"),
            new Harmless("data.memory_mb", "the data have another hash where they are streamed"),
            new Harmless("data.broken_share", "the data that are left have a hash"),
            new Harmless("export.", "a network is what it is before it is written"));

    private static final List<Harmless> NOT_IN_SUPERNETS =
        List.of(
            new Harmless("search.", "it is about what comes later; guided trainings hash it"),
            new Harmless("rerank.", "it is about what comes later"),
            new Harmless("limits.", "all networks are trained, whatever is then looked for"),
            new Harmless("retrain.", "it is about what comes later"));

    private static final List<Harmless> BUDGET =
        List.of(
            new Harmless("search.name", "each search has a folder"),
            new Harmless("search.searcher", "the journal names it"),
            new Harmless("search.evaluations", "a search goes on when it is given more"),
            new Harmless("search.workers", "how many work side by side changes no result"),
            new Harmless(
                "search.batches_under_way", "the journal holds the order of asks and tells"),
            new Harmless("search.memory_mb", "what is shared is the same as what is not"),
            new Harmless("rerank.", "they are trained when the search is done"));

    private static final List<Harmless> CHOICE_OF_CHILDREN =
        all(
            "a training from scratch depends neither on the supernet nor on why it is made",
            "train.",
            "search.",
            "rerank.",
            "limits.");

    private static final List<Harmless> MIXTURE =
        all("scores are kept before they are mixed", "estimate.weights.", "estimate.reference");

    private static final List<Harmless> COURSE =
        all(
            "an estimate does not depend on why its child was chosen",
            "search.*.",
            "search.seed",
            "search.objectives",
            "search.batch_size",
            "search.racing",
            "search.latency_table_hash");

    private static final List<Harmless> TABLE =
        all(
            "where there is a table, nothing asks a supernet",
            "search.table",
            "search.table_score",
            "search.table_truth",
            "search.table_unit",
            "search.table_distinct",
            "search.table_error",
            "search.table_choices",
            "search.table_costs.",
            "search.table_cost_file",
            "search.noise_images");

    /** Settings that are harmless for one reason. */
    private static List<Harmless> all(String reason, String... paths) {
      return Stream.of(paths).map(path -> new Harmless(path, reason)).toList();
    }

    /** Whether this is about the setting with this path. */
    public boolean covers(String setting) {
      if (path.endsWith("*.")) {
        int section = path.length() - 2;
        return setting.startsWith(path.substring(0, section)) && setting.indexOf('.', section) > 0;
      }
      return path.endsWith(".") ? setting.startsWith(path) : setting.equals(path);
    }
  }
}
