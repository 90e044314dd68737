package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.file.HashedFile;
import io.espalier.plan.PlanJson;
import io.espalier.provenance.Provenance;
import io.espalier.rank.RankFacts;
import io.espalier.rank.Ranking;
import io.espalier.rank.ScoreTable;
import io.espalier.study.Leaders;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a run folder part by part; unreadable parts become notes, never errors. */
final class RunReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_RESULT_BYTES = 16_000_000;

  private final Path folder;
  private final SearchSource source;
  private final RunParts parts;

  RunReader(Path folder) {
    this(folder, SearchSource.STORED, new RunParts(folder, new KnownParts(), false));
  }

  /**
   * Reads what has changed, and nothing that links lead to outside the folder.
   *
   * @param known the parts that were read before
   * @param source where trials come from
   */
  RunReader(Path folder, KnownParts known, SearchSource source) {
    this(folder, source, new RunParts(folder, known, true));
  }

  private RunReader(Path folder, SearchSource source, RunParts parts) {
    this.folder = folder;
    this.source = source;
    this.parts = parts;
  }

  RunContents read() {
    Optional<String> config = parts.part("config.yaml", "configuration", RunReader::text);
    Optional<Provenance> provenance = parts.part("provenance.json", "provenance", Provenance::read);
    Optional<Curve> training = parts.part("metrics.csv", "training curve", Curve::read);
    Optional<RankReport.Files> ranking =
        Files.isDirectory(folder.resolve("rank")) ? ranking() : Optional.empty();
    Map<String, List<Trial>> searches = new LinkedHashMap<>();
    Map<String, List<Reranked>> reranked = new LinkedHashMap<>();
    Map<String, Region> trees = new LinkedHashMap<>();
    for (String searcher : parts.subFolders("search")) {
      String place = "search/" + searcher + "/";
      trials(place, searcher)
          .filter(trials -> !trials.isEmpty())
          .ifPresent(trials -> searches.put(searcher, trials));
      if (Files.exists(folder.resolve(place + Reranked.TABLE))) {
        parts
            .part(place + Reranked.TABLE, "reranked", file -> Reranked.read(file.getParent()))
            .ifPresent(ranked -> reranked.put(searcher, ranked));
      }
      if (Files.exists(folder.resolve(place + "tree.json"))) {
        parts
            .part(place + "tree.json", "tree", TreeRows::region)
            .ifPresent(tree -> trees.put(searcher, tree));
      }
    }
    if (searches.isEmpty()) {
      parts.note("There are no trials of a search yet.");
    }
    Optional<Curve> retraining = parts.part("retrain/metrics.csv", "retraining curve", Curve::read);
    Optional<RunContents.Result> result =
        parts.part("retrain/result.json", "result of a retraining", file -> result(hashed(file)));
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
        parts.notes());
  }

  private Optional<List<Trial>> trials(String place, String searcher) {
    Path study = folder.resolve(place);
    if (!parts.areOwn(place + Study.TRIALS, place + Study.JOURNAL)) {
      return Optional.empty();
    }
    if (!source.isThere(study)) {
      parts.note(
          "There is no table of trials of %s yet (%strials.csv).".formatted(searcher, place));
      return Optional.empty();
    }
    try {
      return Optional.of(source.trials(study));
    } catch (InputError e) {
      parts.note("%strials.csv was left out: %s".formatted(place, e.getMessage()));
      return Optional.empty();
    }
  }

  /** The measure of any search, since all searches of a folder have the same settings. */
  private Measure measure(Set<String> searchers) {
    return searchers.stream()
        .findFirst()
        .flatMap(
            name ->
                parts.part(
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
        parts.note("The objectives of %s are unknown: %s".formatted(name, e.getMessage()));
      }
      objectives.put(name, own);
    }
    return objectives;
  }

  private Optional<RankReport.Files> ranking() {
    if (!parts.areOwn("rank/" + ScoreTable.FILE, "rank/" + RankFacts.FILE)) {
      return Optional.empty();
    }
    return parts.part(
        "rank/" + Ranking.FILE, "ranking", file -> RankReport.Files.read(file.getParent()));
  }

  /** The exported child: the retrained one, otherwise the best exported one. */
  private Optional<RunContents.Child> child(String retrained, Map<String, List<Trial>> searches) {
    List<String> exported = parts.subFolders("export");
    Optional<String> chosen = exported.stream().filter(retrained::equals).findFirst();
    if (chosen.isEmpty()) {
      Leaders leaders = new Leaders(1);
      searches.values().stream()
          .flatMap(List::stream)
          .filter(trial -> exported.contains(trial.architecture()))
          .forEach(leaders::add);
      chosen =
          leaders.trials().stream()
              .map(Trial::architecture)
              .findFirst()
              .or(() -> exported.stream().findFirst());
    }
    if (chosen.isPresent()) {
      return plan(chosen.get(), "export/" + chosen.get() + "/plan.json");
    }
    if (!retrained.isEmpty()) {
      return plan(retrained, "retrain/child/plan.json");
    }
    parts.note("No network has been exported yet.");
    return Optional.empty();
  }

  /**
   * The candidates in {@code scratch/}, which has a folder for each training recipe with a folder
   * for each architecture.
   */
  private List<RunContents.Candidate> candidates() {
    List<RunContents.Candidate> candidates = new ArrayList<>();
    for (String way : parts.subFolders("scratch")) {
      for (String id : parts.subFolders("scratch/" + way)) {
        String name = "scratch/%s/%s/curve.json".formatted(way, id);
        if (Files.isRegularFile(folder.resolve(name))) {
          parts
              .part(name, "curve of a candidate", file -> candidate(id, hashed(file)))
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
    return parts.part(
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
