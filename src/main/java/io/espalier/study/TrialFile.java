package io.espalier.study;

import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.stat.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;

/** Trials as CSV with a header line; numbers as Java writes them, empty where none is. */
final class TrialFile {

  /** The columns before those of the costs. */
  private static final List<String> FIRST =
      List.of("trial", "architecture", "score", "standard_error", "images", "seconds");

  /** The columns behind them. */
  private static final List<String> LAST = List.of("best_so_far", "state", "why");

  private static final int SCORE = FIRST.indexOf("score");

  private static final String REMEDY = "continue the search to have it written again";

  private TrialFile() {}

  /** Writes trials row by row. */
  static void write(OutputStream out, List<Trial> trials) throws IOException {
    List<String> columns = new ArrayList<>(FIRST);
    trials.stream()
        .findFirst()
        .ifPresent(trial -> columns.addAll(trial.costs().byColumn().keySet()));
    columns.addAll(LAST);
    Csv.write(out, columns, () -> trials.stream().map(TrialFile::cells).iterator());
  }

  /**
   * Reads trials row by row.
   *
   * @param wanted whether a trial with a score, or without one, which is NaN then, is wanted
   * @throws InputError if the file is missing or a line does not fit; the message names it
   */
  static void read(Path file, DoublePredicate wanted, Consumer<Trial> trials) {
    if (!Files.exists(file)) {
      throw new InputError(
          "there are no trials at %s; run a search in this folder first".formatted(file));
    }
    try (Csv table = Csv.hashed(file)) {
      List<String> costs = costs(file, table.columns());
      table.forEach(
          cells -> {
            if (wanted.test(number(cells.get(SCORE)).orElse(Double.NaN))) {
              trials.accept(trial(cells, costs));
            }
          },
          REMEDY);
    }
  }

  /** The columns of the costs. */
  private static List<String> costs(Path file, List<String> columns) {
    int costs = columns.size() - FIRST.size() - LAST.size();
    if (costs < 0
        || !columns.subList(0, FIRST.size()).equals(FIRST)
        || !columns.subList(FIRST.size() + costs, columns.size()).equals(LAST)) {
      throw new InputError(
          "line 1 of %s is %s, and no header of trials; %s"
              .formatted(file, String.join(",", columns), REMEDY));
    }
    return columns.subList(FIRST.size(), FIRST.size() + costs);
  }

  private static List<String> cells(Trial trial) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                Integer.toString(trial.number()),
                trial.architecture(),
                text(trial.score()),
                Double.toString(trial.standardError()),
                Integer.toString(trial.images()),
                Decimals.fixed(trial.seconds(), 3)));
    for (double cost : trial.costs().byColumn().values()) {
      cells.add(Decimals.fixed(cost, 6));
    }
    cells.addAll(List.of(text(trial.bestSoFar()), trial.state().name(), trial.why()));
    return cells;
  }

  private static Trial trial(List<String> cells, List<String> costs) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int c = 0; c < costs.size(); c++) {
      figures.put(costs.get(c), Double.parseDouble(cells.get(FIRST.size() + c)));
    }
    return new Trial(
        Integer.parseInt(cells.get(0)),
        cells.get(1),
        number(cells.get(SCORE)),
        Double.parseDouble(cells.get(3)),
        Integer.parseInt(cells.get(4)),
        Double.parseDouble(cells.get(5)),
        new Costs(figures),
        number(cells.get(FIRST.size() + costs.size())),
        cells.get(cells.size() - 1));
  }

  private static OptionalDouble number(String cell) {
    return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
