package io.espalier.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In which settings and figures runs differ. */
public final class RunDifferences {

  /** What is no difference that anyone asks for. */
  private static final Set<String> NAMES = Set.of("run", "space", "data", "strategy");

  private RunDifferences() {}

  /**
   * A setting or a figure.
   *
   * @param kind {@code setting} or {@code figure}
   * @param what its name
   * @param cells its value in each run; empty where it has none
   */
  public record Row(String kind, String what, List<String> cells) {}

  /** The rows, settings first. */
  public static List<Row> of(List<RunSummary> runs) {
    List<Row> rows = new ArrayList<>();
    Set<String> settings = new LinkedHashSet<>();
    runs.forEach(run -> settings.addAll(run.settings().keySet()));
    settings.remove("work_dir");
    List<Map<String, String>> ofRuns = runs.stream().map(RunSummary::settings).toList();
    settings.forEach(path -> add(rows, "setting", path, ofRuns));
    List<Map<String, String>> figures = runs.stream().map(RunSummary::figures).toList();
    for (String column : runs.get(0).figures().keySet()) {
      if (!NAMES.contains(column)) {
        add(rows, "figure", column, figures);
      }
    }
    return rows;
  }

  /** A row, if the runs differ in it. */
  private static void add(
      List<Row> rows, String kind, String what, List<Map<String, String>> runs) {
    List<String> cells = runs.stream().map(run -> run.getOrDefault(what, "")).toList();
    if (cells.stream().distinct().count() > 1) {
      rows.add(new Row(kind, what, cells));
    }
  }
}
