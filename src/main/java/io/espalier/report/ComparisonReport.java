package io.espalier.report;

import static io.espalier.report.CsvRows.number;

import io.espalier.file.AtomicFile;
import io.espalier.report.drawing.ChartSheet;
import io.espalier.report.drawing.LineChart;
import io.espalier.report.drawing.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws the tables of a comparison's folder and combines everything on one page. */
public final class ComparisonReport {

  /** The page's name in the folder. */
  public static final String FILE = Report.FILE;

  /** The picture's name in the folder. */
  public static final String PICTURE = "comparison.svg";

  /** The same picture in pixels. */
  public static final String PIXELS = "comparison.png";

  private ComparisonReport() {}

  /** Whether a folder holds the tables of a comparison. */
  public static boolean isComparison(Path folder) {
    return Files.exists(folder.resolve("curves.csv"));
  }

  /**
   * Writes the picture, as SVG and PNG, and the page.
   *
   * @param folder one that holds the tables of a comparison
   * @return the page
   * @throws io.espalier.error.InputError if a table is missing or damaged, or the folder cannot be
   *     written
   */
  public static Path write(Path folder) {
    CsvRows summary = CsvRows.read(folder.resolve("summary.csv"));
    String picture = picture(CsvRows.read(folder.resolve("curves.csv")), summary);
    AtomicFile.writeText(folder.resolve(PICTURE), picture);
    Raster.write(picture, folder.resolve(PIXELS));
    String body =
        Html.section("curves", "Regret and share found by samples", picture)
            + Html.section("summary", "Samples to the optimum and final regret", summary(summary))
            + Html.section(
                "checkpoints",
                "Regret by number of samples",
                table(CsvRows.read(folder.resolve("checkpoints.csv")), CHECKPOINTS))
            + HypervolumeSection.html(folder)
            + Html.section(
                "tests",
                "Tests against the reference",
                table(CsvRows.read(folder.resolve("tests.csv")), TESTS))
            + Html.section(
                "statistics",
                "What searchers say of themselves",
                table(CsvRows.read(folder.resolve("statistics.csv")), STATISTICS))
            + Html.section(
                "cpu",
                "CPU time of the searchers",
                table(CsvRows.read(folder.resolve("cpu.csv")), CPU));
    String subtitle =
        "%d searchers, %d tasks, %s runs of each"
            .formatted(
                summary.distinct("searcher").size(),
                summary.distinct("task").size(),
                String.join("/", summary.distinct("runs")));
    Path page = folder.resolve(FILE);
    AtomicFile.writeText(page, new Page(Page.title(folder), subtitle, "", body).withoutCharts());
    return page;
  }

  private static String picture(CsvRows curves, CsvRows summary) {
    List<LineChart> charts = new ArrayList<>();
    for (String task : curves.distinct("task")) {
      List<LineChart.Line> regrets = new ArrayList<>();
      List<LineChart.Line> shares = new ArrayList<>();
      CsvRows ofTask = curves.where("task", task);
      for (String searcher : ofTask.distinct("searcher")) {
        List<Map<String, String>> rows = ofTask.where("searcher", searcher).rows();
        regrets.add(
            new LineChart.Line(
                searcher,
                rows.stream()
                    .filter(row -> !row.get("regret").isEmpty())
                    .map(ComparisonReport::regret)
                    .toList()));
        shares.add(
            new LineChart.Line(searcher, rows.stream().map(ComparisonReport::share).toList()));
      }
      charts.add(new LineChart(task + ": mean regret", "samples", false, regrets));
      boolean known = summary.where("task", task).distinct("optimum").contains("known");
      String found = task + (known ? ": found the optimum" : ": found the best of all runs");
      charts.add(new LineChart(found, "samples", true, shares));
    }
    return ChartSheet.svg(charts, List.copyOf(curves.distinct("searcher")));
  }

  private static LineChart.Point regret(Map<String, String> row) {
    return new LineChart.Point(
        number(row, "samples"),
        number(row, "regret"),
        number(row, "regret_low"),
        number(row, "regret_high"));
  }

  private static LineChart.Point share(Map<String, String> row) {
    double percent = 100 * number(row, "found_share");
    return new LineChart.Point(number(row, "samples"), percent, percent, percent);
  }

  /** A column of a table: its heading, and the fields of a row for its cells. */
  private record Column(String head, String value, String low, String high, int decimals) {

    static Column of(String head, String value, int decimals) {
      return new Column(head, value, "", "", decimals);
    }

    String cell(Map<String, String> row) {
      if (decimals < 0) {
        return Html.escape(row.get(value));
      }
      String text = Html.number(number(row, value), decimals);
      return low.isEmpty() || row.get(value).isEmpty()
          ? text
          : "%s <small>[%s, %s]</small>"
              .formatted(
                  text,
                  Html.number(number(row, low), decimals),
                  Html.number(number(row, high), decimals));
    }
  }

  private static final Column TASK = Column.of("task", "task", -1);
  private static final Column SEARCHER = Column.of("searcher", "searcher", -1);

  private static final List<Column> SUMMARY =
      List.of(
          TASK,
          SEARCHER,
          Column.of("runs", "runs", 0),
          new Column("found, share", "found_share", "found_low", "found_high", 2),
          new Column("median samples", "median_samples", "median_low", "median_high", 0),
          new Column("mean samples", "mean_samples", "mean_low", "mean_high", 1),
          new Column("final regret", "final_regret", "final_low", "final_high", 3),
          new Column("of the top", "final_top_regret", "final_top_low", "final_top_high", 3));

  private static final List<Column> CHECKPOINTS =
      List.of(
          TASK,
          SEARCHER,
          Column.of("samples", "samples", 0),
          Column.of("found, share", "found_share", 2),
          new Column("mean regret", "regret", "regret_low", "regret_high", 3),
          Column.of("median", "median_regret", 3),
          new Column("of the top", "top_regret", "top_low", "top_high", 3));

  private static final List<Column> TESTS =
      List.of(
          TASK,
          SEARCHER,
          Column.of("reference", "reference", -1),
          Column.of("figure", "figure", -1),
          Column.of("P(less)", "probability_less", 2),
          Column.of("p", "p_value", -1),
          Column.of("p, Holm", "p_holm", -1));

  private static final List<Column> STATISTICS =
      List.of(
          TASK,
          SEARCHER,
          Column.of("statistic", "statistic", -1),
          new Column("mean", "mean", "low", "high", 3));

  private static final List<Column> CPU =
      List.of(
          TASK,
          SEARCHER,
          new Column("ms per proposal", "cpu_ms_per_proposal", "cpu_low", "cpu_high", 3));

  private static String summary(CsvRows summary) {
    String note =
        "<p>Brackets hold 95 %% intervals. A run that did not find the optimum counts with one"
            + " sample more than its budget in the median, and with the budget in the mean. Found means"
            + " sampled: where scores are not the truth, a search may not know what it found.%s</p>";
    boolean unknown = !summary.where("optimum", "best_found").rows().isEmpty();
    String stand =
        unknown
            ? " Where nobody knows the optimum, the best that any run found on the same truth stands in."
            : "";
    return note.formatted(stand) + table(summary, SUMMARY);
  }

  /** The table as HTML; empty if it has no rows. */
  private static String table(CsvRows rows, List<Column> columns) {
    if (rows.rows().isEmpty()) {
      return "";
    }
    long texts = columns.stream().takeWhile(column -> column.decimals() < 0).count();
    return Html.table(
        columns.stream().map(Column::head).toList(),
        columns.size() - (int) texts,
        rows.rows().stream()
            .map(row -> columns.stream().map(column -> column.cell(row)).toList())
            .toList());
  }
}
