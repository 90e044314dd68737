package io.espalier.compare;

import static io.espalier.compare.CsvTable.number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Mean regret and share of runs that found the optimum, by samples. */
final class CurveTable {

  private static final int POINTS = 60;

  private static final List<String> COLUMNS =
      List.of("task", "searcher", "samples", "regret", "regret_low", "regret_high", "found_share");

  private CurveTable() {}

  static CsvTable of(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      for (int samples : points(cell.design().budget())) {
        List<String> row = new ArrayList<>();
        row.add(cell.task());
        row.add(cell.searcher());
        row.add(Integer.toString(samples));
        SummaryTable.add(row, cell.mean(cell.regrets(samples), "regret at " + samples), 4);
        row.add(number((double) cell.foundWithin(samples) / cell.runs().size(), 4));
        rows.add(row);
      }
    }
    return new CsvTable(COLUMNS, rows);
  }

  /** Numbers of samples from 1 to the budget, evenly spaced on a logarithmic axis. */
  static List<Integer> points(int budget) {
    return IntStream.range(0, POINTS)
        .map(p -> (int) Math.round(Math.pow(budget, p / (POINTS - 1.0))))
        .distinct()
        .boxed()
        .toList();
  }
}
