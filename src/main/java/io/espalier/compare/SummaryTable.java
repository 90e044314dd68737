package io.espalier.compare;

import static io.espalier.compare.CsvTable.number;

import io.espalier.stat.Bootstrap;
import io.espalier.stat.MedianInterval;
import io.espalier.stat.Proportion;
import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row for each searcher on each task. Samples to the optimum are one more than the budget in runs
 * that did not find it; their mean is one of min(samples, budget). Regret is in the score's unit.
 */
final class SummaryTable {

  private static final List<String> COLUMNS =
      List.of(
          "task",
          "searcher",
          "runs",
          "optimum",
          "found",
          "found_share",
          "found_low",
          "found_high",
          "median_samples",
          "median_low",
          "median_high",
          "quartile1_samples",
          "quartile3_samples",
          "mean_samples",
          "mean_low",
          "mean_high",
          "final_regret",
          "final_low",
          "final_high",
          "final_top_regret",
          "final_top_low",
          "final_top_high",
          "mean_evaluations");

  private SummaryTable() {}

  static CsvTable of(List<Cell> cells) {
    return new CsvTable(COLUMNS, cells.stream().map(SummaryTable::row).toList());
  }

  private static List<String> row(Cell cell) {
    Design design = cell.design();
    int runs = cell.runs().size();
    int found = cell.foundWithin(design.budget());
    Bootstrap.Interval share = Proportion.wilson(found, runs);
    double[] samples = cell.censored();
    Bootstrap.Interval median = MedianInterval.of(samples, 0.95);
    double[] cut = Arrays.stream(samples).map(n -> Math.min(n, design.budget())).toArray();
    List<String> row = new ArrayList<>();
    row.add(cell.task());
    row.add(cell.searcher());
    row.add(Integer.toString(runs));
    row.add(Double.isNaN(cell.runs().get(0).optimum()) ? "best_found" : "known");
    row.add(Integer.toString(found));
    row.add(number((double) found / runs, 4));
    row.add(number(share.low(), 4));
    row.add(number(share.high(), 4));
    row.add(number(Quantile.median(samples), 1));
    row.add(number(median.low(), 1));
    row.add(number(median.high(), 1));
    row.add(number(Quantile.of(samples, 0.25), 1));
    row.add(number(Quantile.of(samples, 0.75), 1));
    add(row, cell.mean(cut, "samples"), 1);
    add(row, cell.mean(cell.regrets(design.budget()), "regret at " + design.budget()), 4);
    if (design.top() > 0) {
      double[] top = cell.topRegrets(design.checkpoints().size());
      add(row, cell.mean(top, "top regret at " + design.budget()), 4);
    } else {
      row.addAll(List.of("", "", ""));
    }
    row.add(number(cell.runs().stream().mapToInt(MethodRun::samples).average().orElseThrow(), 1));
    return row;
  }

  static void add(List<String> row, Cell.Mean mean, int decimals) {
    row.add(number(mean.mean(), decimals));
    row.add(number(mean.low(), decimals));
    row.add(number(mean.high(), decimals));
  }
}
