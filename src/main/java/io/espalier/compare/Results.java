package io.espalier.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of a comparison. All but {@code cpu} are functions of the configuration alone.
 *
 * @param summary a row for each searcher on each task
 * @param checkpoints regret after fixed numbers of samples
 * @param tests each searcher against the reference
 * @param curves regret by samples
 * @param runs the runs one by one
 * @param statistics the searchers' own statistics
 * @param hypervolume the hypervolume after fixed numbers of samples, where a task has several
 *     objectives
 * @param hypervolumeCurves the hypervolume by samples
 * @param hypervolumeSamples the samples to 99 % of the hypervolume of the whole front
 * @param cpu the searchers' CPU times
 */
public record Results(
    CsvTable summary,
    CsvTable checkpoints,
    CsvTable tests,
    CsvTable curves,
    CsvTable runs,
    CsvTable statistics,
    CsvTable hypervolume,
    CsvTable hypervolumeCurves,
    CsvTable hypervolumeSamples,
    CsvTable cpu) {

  /** The names of the tables' files. */
  public static final List<String> TABLES =
      List.of(
          "summary.csv",
          "checkpoints.csv",
          "tests.csv",
          "curves.csv",
          "runs.csv",
          "statistics.csv",
          "hypervolume.csv",
          "hypervolume_curves.csv",
          "hypervolume_samples.csv",
          "cpu.csv");

  static Results of(Comparison comparison, Map<MethodRun.Key, MethodRun> runs) {
    Design design = comparison.design();
    Map<Truth, Double> best = new HashMap<>();
    runs.values().forEach(run -> best.merge(Truth.of(run), run.bestTruth(), Results::larger));
    List<Cell> cells = new ArrayList<>();
    for (ComparisonTask task : comparison.tasks()) {
      for (Method method : comparison.methods()) {
        List<MethodRun> own =
            design.seedList().stream()
                .map(seed -> runs.get(new MethodRun.Key(task.name(), method.name(), seed)))
                .toList();
        List<Double> optima =
            own.stream()
                .map(r -> Double.isNaN(r.optimum()) ? best.get(Truth.of(r)) : r.optimum())
                .toList();
        cells.add(new Cell(design, task.name(), method.name(), own, optima));
      }
    }
    return new Results(
        SummaryTable.of(cells),
        CheckpointTable.of(cells),
        TestTable.of(cells, design),
        CurveTable.of(cells),
        RunTable.runs(cells),
        RunTable.statistics(cells),
        FrontTables.checkpoints(cells),
        FrontTables.curves(cells),
        FrontTables.samples(cells),
        RunTable.cpu(cells));
  }

  /**
   * A truth. If its optimum is unknown, the best value that any run found on it is used instead.
   */
  private record Truth(String task, long instance) {
    static Truth of(MethodRun run) {
      return new Truth(run.task(), run.instance());
    }
  }

  private static double larger(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }

  void write(Path folder) {
    List<CsvTable> tables =
        List.of(
            summary,
            checkpoints,
            tests,
            curves,
            runs,
            statistics,
            hypervolume,
            hypervolumeCurves,
            hypervolumeSamples,
            cpu);
    for (int t = 0; t < tables.size(); t++) {
      tables.get(t).write(folder.resolve(TABLES.get(t)));
    }
  }

  /**
   * Every figure by {@code task/searcher/figure}: the columns of the summary by their names, those
   * of the checkpoints as {@code regret_at_300} or {@code hypervolume_at_300}, and of the tests
   * {@code samples_p_holm}, {@code samples_probability_less}, {@code regret_at_300_p_holm} and so
   * on.
   */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    add(figures, summary, row -> "", "");
    add(figures, checkpoints, row -> "", "samples");
    add(figures, hypervolume, row -> "", "samples");
    add(figures, hypervolumeSamples, row -> "", "");
    add(figures, tests, row -> row.get(tests.columns().indexOf("figure")) + "_", "");
    return figures;
  }

  /** Gives the prefix of a row's column names. */
  private interface Prefix {
    String of(List<String> row);
  }

  private static void add(
      Map<String, Double> figures, CsvTable table, Prefix prefix, String atColumn) {
    for (List<String> row : table.rows()) {
      String at = atColumn.isEmpty() ? "" : "_at_" + table.cell(row, atColumn);
      for (int c = 2; c < row.size(); c++) {
        String cell = row.get(c);
        if (cell.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")
            && !table.columns().get(c).equals(atColumn)) {
          String figure = prefix.of(row) + table.columns().get(c) + at;
          figures.put(row.get(0) + "/" + row.get(1) + "/" + figure, Double.valueOf(cell));
        }
      }
    }
  }
}
