package io.espalier.cli.table;

import io.espalier.compare.CsvTable;
import io.espalier.compare.Results;
import java.util.ArrayList;
import java.util.List;

/** The results of a comparison, in the most important columns. */
public final class ComparedTable {

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

  private static final String SAMPLES_P = "samples_p_holm";

  private ComparedTable() {}

  /** A row for each searcher on each task; results that were not asked for have no column. */
  public static TextTable of(Results results) {
    CsvTable summary = results.summary();
    boolean top =
        summary.rows().stream().anyMatch(r -> !summary.cell(r, "final_top_regret").isEmpty());
    boolean tests = !results.tests().rows().isEmpty();
    List<String> columns = new ArrayList<>(ALWAYS);
    // The best that was found stands in for an optimum that nobody knows: worth a column.
    if (summary.rows().stream().anyMatch(r -> !summary.cell(r, "optimum").equals("known"))) {
      columns.add(2, "optimum");
    }
    if (top) {
      columns.add("final_top_regret");
    }
    columns.add("cpu_ms_per_proposal");
    if (tests) {
      columns.add(SAMPLES_P);
    }
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < summary.rows().size(); r++) {
      List<String> row = summary.rows().get(r);
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        cells.add(
            switch (column) {
              case "cpu_ms_per_proposal" -> results.cpu().cell(results.cpu().rows().get(r), column);
              case SAMPLES_P -> samplesP(results.tests(), row);
              default -> summary.cell(row, column);
            });
      }
      rows.add(cells);
    }
    return new TextTable(columns, rows);
  }

  /** The adjusted p-value of the samples to the optimum; nothing for the reference itself. */
  private static String samplesP(CsvTable tests, List<String> row) {
    return tests.rows().stream()
        .filter(test -> test.subList(0, 2).equals(row.subList(0, 2)))
        .filter(test -> tests.cell(test, "figure").equals("samples"))
        .map(test -> tests.cell(test, "p_holm"))
        .findFirst()
        .orElse("");
  }
}
