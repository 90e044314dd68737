package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.file.HashedFile;
import io.espalier.plan.PlanJson;
import io.espalier.provenance.Provenance;
import io.espalier.rank.Ranking;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a run folder part by part; unreadable parts become notes, never errors. */
final class RunReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_RESULT_BYTES = 16_000_000;

  private final Path folder;
  private final KnownParts known;
  private final SearchSource source;
  private final List<String> notes = new ArrayList<>();

  RunReader(Path folder) {
    this(folder, new KnownParts(), SearchSource.STORED);
  }

  /**
   * Reads what has changed.
   *
   * @param known the parts that were read before
   * @param source where trials come from
   */
  RunReader(Path folder, KnownParts known, SearchSource source) {
    this.folder = folder;
    this.known = known;
    this.source = source;
  }

  RunContents read() {
    Optional<String> config = part("config.yaml", "configuration", RunReader::text);
    Optional<Provenance> provenance = part("provenance.json", "provenance", Provenance::read);
    Optional<Curve> training = part("metrics.csv", "training curve", Curve::read);
    Optional<RankReport.Files> ranking =
        Files.isDirectory(folder.resolve("rank")) ? ranking() : Optional.empty();
    Map<String, List<Trial>> searches = new LinkedHashMap<>();
    Map<String, List<Reranked>> reranked = new LinkedHashMap<>();
    Map<String, Region> trees = new LinkedHashMap<>();
    for (String searcher : subFolders("search")) {
      String place = "search/" + searcher + "/";
      trials(place, searcher)
          .filter(trials -> !trials.isEmpty())
          .ifPresent(trials -> searches.put(searcher, trials));
      if (Files.exists(folder.resolve(place + Reranked.TABLE))) {
        part(place + Reranked.TABLE, "reranked", file -> Reranked.read(file.getParent()))
            .ifPresent(ranked -> reranked.put(searcher, ranked));
      }
      if (Files.exists(folder.resolve(place + "tree.json"))) {
        part(place + "tree.json", "tree", TreeRows::region)
            .ifPresent(tree -> trees.put(searcher, tree));
      }
    }
    if (searches.isEmpty()) {
      notes.add("There are no trials of a search yet.");
    }
    Optional<Curve> retraining = part("retrain/metrics.csv", "retraining curve", Curve::read);
    Optional<RunContents.Result> result =
        part("retrain/result.json", "result of a retraining", file -> result(hashed(file)));
    Optional<RunContents.Child> child =
        child(result.map(RunContents.Result::architecture).orElse(""), searches);
    return new RunContents(
        folder,
        config,
        provenance,
        training,
        ranking,
        searches,
        reranked,
        measure(searches.keySet()),
        objectives(searches.keySet()),
        candidates(),
        trees,
        child,
        retraining,
        result,
        List.copyOf(notes));
  }

  private Optional<List<Trial>> trials(String place, String searcher) {
    Path study = folder.resolve(place);
    if (!source.isThere(study)) {
      notes.add("There is no table of trials of %s yet (%strials.csv).".formatted(searcher, place));
      return Optional.empty();
    }
    try {
      return Optional.of(source.trials(study));
    } catch (InputError e) {
      notes.add("%strials.csv was left out: %s".formatted(place, e.getMessage()));
      return Optional.empty();
    }
  }

  /** The measure of any search, since all searches of a folder have the same settings. */
  private Measure measure(Set<String> searchers) {
    return searchers.stream()
        .findFirst()
        .flatMap(
            name ->
                part(
                    "search/" + name + "/" + Study.JOURNAL,
                    "journal",
                    journal -> source.measure(journal.getParent())))
        .orElse(Measure.ACCURACY);
  }

  /** The objectives of each search, by its name. */
  private Map<String, List<String>> objectives(Set<String> searchers) {
    Map<String, List<String>> objectives = new LinkedHashMap<>();
    for (String name : searchers) {
      List<String> own = List.of();
      try {
        own = source.objectives(folder.resolve("search").resolve(name));
      } catch (InputError e) {
        notes.add("The objectives of %s are unknown: %s".formatted(name, e.getMessage()));
      }
      objectives.put(name, own);
    }
    return objectives;
  }

  private Optional<RankReport.Files> ranking() {
    return part("rank/" + Ranking.FILE, "ranking", file -> RankReport.Files.read(file.getParent()));
  }

  private <T> Optional<T> part(String name, String what, Function<Path, T> reading) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      notes.add("There is no %s yet (%s).".formatted(what, name));
      return Optional.empty();
    }
    try {
      return Optional.of(known.read(file, what, reading));
    } catch (InputError e) {
      notes.add("%s was left out: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }

  private List<String> subFolders(String name) {
    try (Stream<Path> entries = Files.list(folder.resolve(name))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted(Comparator.comparing((String n) -> !n.equals("lanas")).thenComparing(n -> n))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The exported child: the retrained one, otherwise the best exported one. */
  private Optional<RunContents.Child> child(String retrained, Map<String, List<Trial>> searches) {
    List<String> exported = subFolders("export");
    Optional<String> chosen = exported.stream().filter(retrained::equals).findFirst();
    if (chosen.isEmpty()) {
      List<Trial> all = searches.values().stream().flatMap(List::stream).toList();
      chosen =
          Trials.ranked(all).stream()
              .map(Trial::architecture)
              .filter(exported::contains)
              .findFirst()
              .or(() -> exported.stream().findFirst());
    }
    if (chosen.isPresent()) {
      return plan(chosen.get(), "export/" + chosen.get() + "/plan.json");
    }
    if (!retrained.isEmpty()) {
      return plan(retrained, "retrain/child/plan.json");
    }
    notes.add("No network has been exported yet.");
    return Optional.empty();
  }

  /**
   * The candidates in {@code scratch/}, which has a folder for each training recipe with a folder
   * for each architecture.
   */
  private List<RunContents.Candidate> candidates() {
    List<RunContents.Candidate> candidates = new ArrayList<>();
    for (String way : subFolders("scratch")) {
      for (String id : subFolders("scratch/" + way)) {
        String name = "scratch/%s/%s/curve.json".formatted(way, id);
        if (Files.isRegularFile(folder.resolve(name))) {
          part(name, "curve of a candidate", file -> candidate(id, hashed(file)))
              .ifPresent(candidates::add);
        }
      }
    }
    return candidates;
  }

  private static RunContents.Candidate candidate(String id, JsonNode json) {
    List<Double> accuracies = new ArrayList<>();
    json.path("accuracies_percent").forEach(accuracy -> accuracies.add(accuracy.asDouble()));
    return new RunContents.Candidate(id, List.copyOf(accuracies), json.path("end").asText(""));
  }

  private Optional<RunContents.Child> plan(String id, String name) {
    return part(
        name,
        "plan of the exported network",
        file -> new RunContents.Child(id, PlanJson.read(file.toString(), text(file))));
  }

  private static RunContents.Result result(JsonNode json) {
    JsonNode test = json.path("test");
    return new RunContents.Result(
        json.path("architecture").asText(""),
        test.path("accuracy_percent").asDouble(Double.NaN),
        test.path("standard_error_percent").asDouble(Double.NaN),
        test.path("images").asInt());
  }

  private static JsonNode hashed(Path file) {
    try {
      return JSON.readTree(HashedFile.read(file, LARGEST_RESULT_BYTES));
    } catch (JsonProcessingException e) {
      throw new InputError("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
