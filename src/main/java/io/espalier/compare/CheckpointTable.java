package io.espalier.compare;

import static io.espalier.compare.CsvTable.number;

import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Regret after fixed numbers of samples, in the score's unit. */
final class CheckpointTable {

  private static final List<String> COLUMNS =
      List.of(
          "task",
          "searcher",
          "samples",
          "found_share",
          "regret",
          "regret_low",
          "regret_high",
          "median_regret",
          "top_regret",
          "top_low",
          "top_high",
          "median_top_regret");

  private CheckpointTable() {}

  static CsvTable of(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      for (int c = 0; c < cell.design().checkpoints().size(); c++) {
        rows.add(row(cell, c));
      }
    }
    return new CsvTable(COLUMNS, rows);
  }

  private static List<String> row(Cell cell, int checkpoint) {
    int samples = cell.design().checkpoints().get(checkpoint);
    double[] regrets = cell.regrets(samples);
    List<String> row = new ArrayList<>();
    row.add(cell.task());
    row.add(cell.searcher());
    row.add(Integer.toString(samples));
    row.add(number((double) cell.foundWithin(samples) / cell.runs().size(), 4));
    SummaryTable.add(row, cell.mean(regrets, "regret at " + samples), 4);
    row.add(number(median(regrets), 4));
    if (cell.design().top() > 0) {
      double[] top = cell.topRegrets(checkpoint);
      SummaryTable.add(row, cell.mean(top, "top regret at " + samples), 4);
      row.add(number(median(top), 4));
    } else {
      row.addAll(List.of("", "", "", ""));
    }
    return row;
  }

  private static double median(double[] values) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    return known.length == 0 ? Double.NaN : Quantile.median(known);
  }
}
