package io.espalier.cli;

import io.espalier.compare.CsvTable;
import io.espalier.compare.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a comparison came to, in the columns that matter most. */
final class ComparedTable {

  private static final List<String> ALWAYS =
      List.of(
          "task",
          "searcher",
          "runs",
          "found",
          "median_samples",
          "median_low",
          "median_high",
          "mean_samples",
          "final_regret");

  private ComparedTable() {}

  /** A row for each searcher on each task; what was not asked for has no column. */
  static Table of(Results results) {
    CsvTable summary = results.summary();
    Map<String, Double> figures = results.figures();
    boolean top =
        summary.rows().stream().anyMatch(r -> !summary.cell(r, "final_top_regret").isEmpty());
    boolean tests = !results.tests().rows().isEmpty();
    List<String> columns = new ArrayList<>(ALWAYS);
    if (top) {
      columns.add("final_top_regret");
    }
    columns.add("cpu_ms_per_proposal");
    if (tests) {
      columns.add("samples_p_holm");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < summary.rows().size(); r++) {
      List<String> row = summary.rows().get(r);
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        cells.add(
            switch (column) {
              case "cpu_ms_per_proposal" -> results.cpu().cell(results.cpu().rows().get(r), column);
              case "samples_p_holm" -> {
                Double p = figures.get(row.get(0) + "/" + row.get(1) + "/" + column);
                yield p == null ? "" : Double.toString(p);
              }
              default -> summary.cell(row, column);
            });
      }
      rows.add(cells);
    }
    return new Table(columns, rows);
  }
}
