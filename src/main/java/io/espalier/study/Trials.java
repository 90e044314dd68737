package io.espalier.study;

import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import io.espalier.search.objective.Dominance;
import io.espalier.search.objective.Points;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The trials of a study as tables, and what they say: the best, the Pareto front. */
public final class Trials {

  /** The columns of {@code trials.csv} before those of the costs. */
  private static final List<String> FIRST =
      List.of("trial", "architecture", "score", "standard_error", "images", "seconds");

  /** The columns behind them. */
  private static final List<String> LAST = List.of("best_so_far", "state", "why");

  private static final String REMEDY = "continue the search to have it written again";

  private Trials() {}

  /** The trial with the highest score, the earliest of equals; empty if none has a score. */
  public static Optional<Trial> best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.score().isPresent())
        .reduce((a, b) -> b.score().getAsDouble() > a.score().getAsDouble() ? b : a);
  }

  /** The trials that have a score, the best first, the earlier first of equals. */
  public static List<Trial> ranked(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.score().isPresent())
        .sorted(
            Comparator.comparingDouble((Trial trial) -> -trial.score().getAsDouble())
                .thenComparingInt(Trial::number))
        .toList();
  }

  /**
   * The trials to which no other is both at least as good and at least as cheap in MACs, the
   * cheapest first.
   */
  public static List<Trial> pareto(List<Trial> trials) {
    List<Trial> byCost = new ArrayList<>(ranked(trials));
    byCost.sort(Comparator.comparingDouble(trial -> trial.costs().get(CostKinds.MACS)));
    List<Trial> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Trial trial : byCost) {
      if (trial.score().getAsDouble() > best) {
        best = trial.score().getAsDouble();
        front.add(trial);
      }
    }
    return List.copyOf(front);
  }

  /**
   * The trials that no other dominates in score and costs, the cheapest in the first cost first; of
   * equal ones, the earliest. Trials with an unknown cost are left out.
   *
   * @param columns the columns of the costs; if there are none, as {@link #pareto(List)}
   */
  public static List<Trial> pareto(List<Trial> trials, List<String> columns) {
    if (columns.isEmpty()) {
      return pareto(trials);
    }
    List<Trial> known =
        trials.stream()
            .filter(trial -> trial.score().isPresent())
            .filter(trial -> columns.stream().noneMatch(c -> Double.isNaN(cost(trial, c))))
            .toList();
    List<double[]> points = known.stream().map(trial -> point(trial, columns)).toList();
    return Dominance.front(points).stream()
        .map(known::get)
        .sorted(
            Comparator.comparingDouble((Trial trial) -> cost(trial, columns.get(0)))
                .thenComparingInt(Trial::number))
        .toList();
  }

  /** The coordinates of a trial with a score, all minimised: minus the score, then the costs. */
  public static double[] point(Trial trial, List<String> columns) {
    return Points.of(
        trial.score().getAsDouble(), columns.stream().mapToDouble(c -> cost(trial, c)).toArray());
  }

  private static double cost(Trial trial, String column) {
    return trial.costs().byColumn().getOrDefault(column, Double.NaN);
  }

  /** Writes trials as CSV with a header line; numbers as Java writes them, empty where none is. */
  public static void write(Path file, List<Trial> trials) {
    HashedFile.write(file, text(trials));
  }

  /** Trials as {@link #write} writes them. */
  static String text(List<Trial> trials) {
    List<String> columns = new ArrayList<>(FIRST);
    trials.stream()
        .findFirst()
        .ifPresent(trial -> columns.addAll(trial.costs().byColumn().keySet()));
    columns.addAll(LAST);
    return Csv.text(columns, trials.stream().map(Trials::cells).toList());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InputError if the file is missing or a line does not fit; the message names it
   */
  public static List<Trial> read(Path file) {
    if (!Files.exists(file)) {
      throw new InputError(
          "there are no trials at %s; run a search in this folder first".formatted(file));
    }
    Csv table = Csv.hashed(file);
    List<String> columns = table.columns();
    int costs = columns.size() - FIRST.size() - LAST.size();
    if (costs < 0
        || !columns.subList(0, FIRST.size()).equals(FIRST)
        || !columns.subList(FIRST.size() + costs, columns.size()).equals(LAST)) {
      throw new InputError(
          "line 1 of %s is %s, and no header of trials; %s"
              .formatted(file, String.join(",", columns), REMEDY));
    }
    List<String> names = columns.subList(FIRST.size(), FIRST.size() + costs);
    return table.rows(cells -> trial(cells, names), REMEDY);
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
                String.format(Locale.ROOT, "%.3f", trial.seconds())));
    for (double cost : trial.costs().byColumn().values()) {
      cells.add(String.format(Locale.ROOT, "%.6f", cost));
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
        number(cells.get(2)),
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
