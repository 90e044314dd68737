package io.espalier.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.file.GrowingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The trials of a search that another process may be working on: those of its table, and the newer
 * ones of its journal, whose costs are not known before the next table is written. Only what is new
 * is read. Seals are not checked: what is shown here, nothing is continued from.
 */
public final class LiveTrials {

  /** A large table is read again only after so many times the time that reading takes. */
  private static final long TIMES_THE_WORK = 10;

  private static final double UNKNOWN = Double.NaN;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path table;
  private final GrowingFile journal;

  private List<Trial> written = List.of();
  private FileTime tableOf;
  private long readAgainFrom = System.nanoTime();
  private final List<Trial> newer = new ArrayList<>();
  private final Map<String, String> reasons = new HashMap<>();
  private JournalHeader header;

  /** Follows the search in a folder. */
  public LiveTrials(Path folder) {
    this.table = folder.resolve(Study.TRIALS);
    this.journal = new GrowingFile(folder.resolve(Study.JOURNAL));
  }

  /**
   * Reads what is new and returns all trials.
   *
   * @throws InputError if a file cannot be read or is none of a search
   */
  public synchronized List<Trial> read() {
    readTable();
    List<String> lines = journal.newLines();
    if (journal.beganAnew()) {
      newer.clear();
      reasons.clear();
      header = null;
    }
    try {
      for (String line : lines) {
        if (header == null) {
          header = JournalText.readHeader(line);
        } else {
          take(JSON.readTree(line));
        }
      }
    } catch (IOException | JournalText.Unreadable e) {
      throw new InputError("the journal beside %s cannot be read: %s".formatted(table, e), e);
    }
    newer.removeIf(trial -> trial.number() <= written.size());
    List<Trial> all = new ArrayList<>(written);
    Map<String, Double> unknown = new LinkedHashMap<>();
    written.stream()
        .findFirst()
        .ifPresent(
            first -> first.costs().byColumn().keySet().forEach(c -> unknown.put(c, UNKNOWN)));
    Costs costs = new Costs(unknown);
    OptionalDouble best =
        all.isEmpty() ? OptionalDouble.empty() : all.get(all.size() - 1).bestSoFar();
    for (Trial trial : newer) {
      if (trial.score().isPresent()
          && (best.isEmpty() || trial.score().getAsDouble() > best.getAsDouble())) {
        best = trial.score();
      }
      all.add(with(trial, costs, best));
    }
    return all;
  }

  private static Trial with(Trial trial, Costs costs, OptionalDouble best) {
    return new Trial(
        trial.number(),
        trial.architecture(),
        trial.score(),
        trial.standardError(),
        trial.images(),
        trial.seconds(),
        costs,
        best,
        trial.why());
  }

  /** Whether the table has changed and may be read again. */
  public synchronized boolean isBehind() {
    try {
      return System.nanoTime() >= readAgainFrom
          && !Files.getLastModifiedTime(table).equals(tableOf);
    } catch (IOException e) {
      return tableOf != null;
    }
  }

  private void readTable() {
    long begin = System.nanoTime();
    if (begin < readAgainFrom) {
      return;
    }
    try {
      FileTime now = Files.getLastModifiedTime(table);
      if (!now.equals(tableOf)) {
        written = Trials.read(table);
        tableOf = now;
        long end = System.nanoTime();
        readAgainFrom = end + TIMES_THE_WORK * (end - begin);
      }
    } catch (IOException e) {
      // It is not there yet, or no longer.
      written = List.of();
      tableOf = null;
    }
  }

  private void take(JsonNode entry) {
    if (entry.path("entry").asText().equals("ask")) {
      entry
          .path("proposals")
          .forEach(p -> reasons.put(p.path("architecture").asText(), p.path("why").asText()));
      return;
    }
    String architecture = entry.path("architecture").asText();
    String why = reasons.getOrDefault(architecture, "");
    reasons.remove(architecture);
    int number = entry.path("evaluation").asInt();
    if (number <= written.size()) {
      return;
    }
    boolean failed = entry.has("failure");
    newer.add(
        new Trial(
            number,
            architecture,
            failed ? OptionalDouble.empty() : OptionalDouble.of(entry.path("score").asDouble()),
            entry.path("standard_error").asDouble(),
            entry.path("images").asInt(),
            entry.path("seconds").asDouble(),
            new Costs(Map.of()),
            OptionalDouble.empty(),
            failed ? why + "; failed: " + entry.path("failure").asText() : why));
  }

  /** The measure of the scores, after a {@link #read}. */
  public synchronized Measure measure() {
    return header == null ? Measure.ACCURACY : header.measure();
  }

  /** The columns of the costs that the search keeps low, after a {@link #read}. */
  public synchronized List<String> objectives() {
    return header == null ? List.of() : header.objectives();
  }
}
