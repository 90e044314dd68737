package io.espalier.report;

import static io.espalier.report.CsvRows.number;

import io.espalier.report.drawing.ChartSheet;
import io.espalier.report.drawing.LineChart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hypervolume of a comparison's tasks with several objectives. */
final class HypervolumeSection {

  private static final String CURVES = "hypervolume_curves.csv";

  private HypervolumeSection() {}

  /** The section; empty if no task has several objectives. */
  static String html(Path folder) {
    // Folders of earlier versions do not have the file.
    if (!Files.exists(folder.resolve(CURVES))) {
      return "";
    }
    CsvRows curves = CsvRows.read(folder.resolve(CURVES));
    if (curves.rows().isEmpty()) {
      return "";
    }
    List<LineChart> charts = new ArrayList<>();
    for (String task : curves.distinct("task")) {
      CsvRows ofTask = curves.where("task", task);
      List<LineChart.Line> lines = new ArrayList<>();
      for (String searcher : ofTask.distinct("searcher")) {
        lines.add(
            new LineChart.Line(
                searcher,
                ofTask.where("searcher", searcher).rows().stream()
                    .map(HypervolumeSection::missing)
                    .toList()));
      }
      charts.add(new LineChart(task + ": hypervolume still missing", "samples", false, lines));
    }
    Set<String> searchers = new LinkedHashSet<>(curves.distinct("searcher"));
    String note =
        "<p>Shares of the hypervolume of the whole space's front, up to a reference point beyond the"
            + " worst of the front by a tenth of its range. Brackets hold 95 % intervals.</p>";
    return Html.section(
        "hypervolume",
        "Hypervolume by samples",
        ChartSheet.svg(charts, List.copyOf(searchers))
            + note
            + table(CsvRows.read(folder.resolve("hypervolume.csv")))
            + samples(CsvRows.read(folder.resolve("hypervolume_samples.csv"))));
  }

  private static LineChart.Point missing(Map<String, String> row) {
    return new LineChart.Point(
        number(row, "samples"),
        1 - number(row, "hypervolume"),
        1 - number(row, "hypervolume_high"),
        1 - number(row, "hypervolume_low"));
  }

  private static String table(CsvRows rows) {
    return Html.table(
        List.of("task", "searcher", "samples", "hypervolume, share", "median"),
        3,
        rows.rows().stream()
            .map(
                row ->
                    List.of(
                        Html.escape(row.get("task")),
                        Html.escape(row.get("searcher")),
                        row.get("samples"),
                        range(row, "hypervolume", "hypervolume_low", "hypervolume_high"),
                        row.get("median_hypervolume")))
            .toList());
  }

  private static String samples(CsvRows rows) {
    return Html.table(
        List.of("task", "searcher", "reached 99 %, share", "median samples to 99 %"),
        2,
        rows.rows().stream()
            .map(
                row ->
                    List.of(
                        Html.escape(row.get("task")),
                        Html.escape(row.get("searcher")),
                        range(row, "reached_99_share", "reached_99_low", "reached_99_high"),
                        range(
                            row, "median_samples_to_99", "median_to_99_low", "median_to_99_high")))
            .toList());
  }

  private static String range(Map<String, String> row, String value, String low, String high) {
    return "%s <small>[%s, %s]</small>".formatted(row.get(value), row.get(low), row.get(high));
  }
}
