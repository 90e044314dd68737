package io.espalier.compare;

import static io.espalier.compare.CsvTable.number;

import io.espalier.stat.Bootstrap;
import io.espalier.stat.MedianInterval;
import io.espalier.stat.Proportion;
import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The hypervolume of runs with several objectives, as a share of the whole space's front. */
final class FrontTables {

  /** The share that samples are counted to. */
  private static final double GOAL = 0.99;

  private FrontTables() {}

  private static List<Cell> withFront(List<Cell> cells) {
    return cells.stream()
        .filter(cell -> cell.runs().stream().anyMatch(run -> !run.front().isEmpty()))
        .toList();
  }

  /** Mean and interval at each checkpoint; no rows if no task has several objectives. */
  static CsvTable checkpoints(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : withFront(cells)) {
      for (int samples : cell.design().checkpoints()) {
        rows.add(row(cell, samples));
      }
    }
    return table(rows);
  }

  /** The same along the whole budget. */
  static CsvTable curves(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : withFront(cells)) {
      for (int samples : CurveTable.points(cell.design().budget())) {
        rows.add(row(cell, samples));
      }
    }
    return table(rows);
  }

  private static CsvTable table(List<List<String>> rows) {
    return new CsvTable(
        List.of(
            "task",
            "searcher",
            "samples",
            "hypervolume",
            "hypervolume_low",
            "hypervolume_high",
            "median_hypervolume"),
        rows);
  }

  private static List<String> row(Cell cell, int samples) {
    double[] shares = cell.runs().stream().mapToDouble(run -> run.hypervolume(samples)).toArray();
    List<String> row =
        new ArrayList<>(List.of(cell.task(), cell.searcher(), Integer.toString(samples)));
    SummaryTable.add(row, cell.mean(shares, "hypervolume at " + samples), 4);
    row.add(number(Quantile.median(shares), 4));
    return row;
  }

  /** Samples to most of the whole front's hypervolume; one more than the budget if not reached. */
  static CsvTable samples(List<Cell> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (Cell cell : withFront(cells)) {
      int budget = cell.design().budget();
      double[] samples =
          cell.runs().stream()
              .mapToDouble(run -> run.samplesToHypervolume(GOAL))
              .map(n -> n == 0 ? budget + 1 : n)
              .toArray();
      int reached = (int) Arrays.stream(samples).filter(n -> n <= budget).count();
      Bootstrap.Interval share = Proportion.wilson(reached, samples.length);
      Bootstrap.Interval median = MedianInterval.of(samples, 0.95);
      rows.add(
          List.of(
              cell.task(),
              cell.searcher(),
              number((double) reached / samples.length, 4),
              number(share.low(), 4),
              number(share.high(), 4),
              number(Quantile.median(samples), 1),
              number(median.low(), 1),
              number(median.high(), 1)));
    }
    return new CsvTable(
        List.of(
            "task",
            "searcher",
            "reached_99_share",
            "reached_99_low",
            "reached_99_high",
            "median_samples_to_99",
            "median_to_99_low",
            "median_to_99_high"),
        rows);
  }
}
