package io.espalier.compare;

import static io.espalier.compare.CsvTable.number;
import static io.espalier.compare.CsvTable.pValue;

import io.espalier.stat.Holm;
import io.espalier.stat.MannWhitney;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Each searcher against the reference: Mann-Whitney tests of the samples to the optimum, of the
 * regret at each checkpoint and, if the design asks for it, of the regret of the truly best among
 * the best observed; adjusted by Holm's method for all tests on the same task.
 */
final class TestTable {

  /** The figure of the samples to the optimum. */
  static final String SAMPLES = "samples";

  private static final List<String> COLUMNS =
      List.of("task", "searcher", "reference", "figure", "p_value", "p_holm", "probability_less");

  private TestTable() {}

  /** A test and its subject. */
  private record Tested(Cell cell, String figure, MannWhitney test) {}

  static CsvTable of(List<Cell> cells, Design design) {
    List<List<String>> rows = new ArrayList<>();
    design
        .reference()
        .ifPresent(
            reference ->
                cells.stream()
                    .map(Cell::task)
                    .distinct()
                    .forEach(
                        task ->
                            rows.addAll(
                                rows(
                                    cells.stream().filter(c -> c.task().equals(task)).toList(),
                                    reference))));
    return new CsvTable(COLUMNS, rows);
  }

  /** All tests on one task. */
  private static List<List<String>> rows(List<Cell> cells, String reference) {
    Cell other =
        cells.stream().filter(c -> c.searcher().equals(reference)).findFirst().orElseThrow();
    List<Tested> tests = new ArrayList<>();
    for (Cell cell : cells) {
      if (!cell.searcher().equals(reference)) {
        tests.add(new Tested(cell, SAMPLES, MannWhitney.of(cell.censored(), other.censored())));
        List<Integer> checkpoints = cell.design().checkpoints();
        for (int c = 0; c < checkpoints.size(); c++) {
          int samples = checkpoints.get(c);
          tests.add(
              regrets(cell, "regret_at_" + samples, cell.regrets(samples), other.regrets(samples)));
          if (cell.design().top() > 0) {
            tests.add(
                regrets(cell, "top_regret_at_" + samples, cell.topRegrets(c), other.topRegrets(c)));
          }
        }
      }
    }
    double[] adjusted = Holm.adjust(tests.stream().mapToDouble(t -> t.test().pValue()).toArray());
    List<List<String>> rows = new ArrayList<>();
    for (int t = 0; t < adjusted.length; t++) {
      Tested tested = tests.get(t);
      rows.add(
          List.of(
              tested.cell().task(),
              tested.cell().searcher(),
              reference,
              tested.figure(),
              pValue(tested.test().pValue()),
              pValue(adjusted[t]),
              number(tested.test().less(), 4)));
    }
    return rows;
  }

  private static Tested regrets(Cell cell, String figure, double[] own, double[] others) {
    return new Tested(cell, figure, MannWhitney.of(known(own), known(others)));
  }

  /** Replaces unknown regrets: a run without any score is worse than all that have one. */
  private static double[] known(double[] regrets) {
    return Arrays.stream(regrets)
        .map(regret -> Double.isNaN(regret) ? Double.POSITIVE_INFINITY : regret)
        .toArray();
  }
}
