package io.espalier.compare;

import static io.espalier.compare.CsvTable.number;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tables of the individual runs. */
final class RunTable {

  private RunTable() {}

  /** A row for each run; samples to the optimum are empty where it was not found. */
  static CsvTable runs(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      int[] found = cell.found();
      double[] regrets = cell.regrets(cell.design().budget());
      boolean hasTop = cell.design().top() > 0;
      double[] top = hasTop ? cell.topRegrets(cell.design().checkpoints().size()) : null;
      for (int r = 0; r < found.length; r++) {
        MethodRun run = cell.runs().get(r);
        rows.add(
            List.of(
                cell.task(),
                cell.searcher(),
                Long.toString(run.seed()),
                Integer.toString(run.samples()),
                found[r] == 0 ? "" : Integer.toString(found[r]),
                number(cell.optima().get(r), 4),
                number(run.incumbentTruth(run.samples()), 4),
                number(regrets[r], 4),
                number(run.bestTruth(), 4),
                hasTop ? number(top[r], 4) : ""));
      }
    }
    return new CsvTable(
        List.of(
            "task",
            "searcher",
            "seed",
            "evaluations",
            "samples",
            "optimum",
            "final_truth",
            "final_regret",
            "best_truth",
            "final_top_regret"),
        rows);
  }

  /** The searchers' own statistics, if they have any. */
  static CsvTable statistics(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      Set<String> names = new LinkedHashSet<>();
      cell.runs().forEach(run -> names.addAll(run.statistics().keySet()));
      for (String name : names) {
        List<String> row = new ArrayList<>(List.of(cell.task(), cell.searcher(), name));
        double[] values =
            cell.runs().stream()
                .mapToDouble(run -> run.statistics().getOrDefault(name, Double.NaN))
                .toArray();
        SummaryTable.add(row, cell.mean(values, "statistic " + name), 4);
        rows.add(row);
      }
    }
    return new CsvTable(List.of("task", "searcher", "statistic", "mean", "low", "high"), rows);
  }

  /** CPU times of the searchers, which differ from run to run. */
  static CsvTable cpu(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      List<String> row = new ArrayList<>(List.of(cell.task(), cell.searcher()));
      double[] millis = cell.runs().stream().mapToDouble(MethodRun::cpuMillisPerProposal).toArray();
      SummaryTable.add(row, cell.mean(millis, "cpu"), 4);
      rows.add(row);
    }
    return new CsvTable(
        List.of("task", "searcher", "cpu_ms_per_proposal", "cpu_low", "cpu_high"), rows);
  }
}
