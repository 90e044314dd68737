package io.espalier.study;

import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.error.InputError;
import io.espalier.file.HashedFile;
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
import java.util.stream.Collectors;

/** The trials of a study as tables, and what they say: the best, the Pareto front. */
public final class Trials {

  /** The columns of {@code trials.csv} before those of the costs. */
  private static final List<String> FIRST =
      List.of("trial", "architecture", "score", "standard_error", "images", "seconds");

  /** The columns behind them. */
  private static final List<String> LAST = List.of("best_so_far", "state", "why");

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

  /** Writes trials as CSV with a header line; numbers as Java writes them, empty where none is. */
  public static void write(Path file, List<Trial> trials) {
    HashedFile.write(file, text(trials));
  }

  /** Trials as {@link #write} writes them. */
  static String text(List<Trial> trials) {
    StringBuilder text = new StringBuilder(String.join(",", columns(trials))).append('\n');
    for (Trial trial : trials) {
      text.append(cells(trial).stream().map(Trials::quote).collect(Collectors.joining(",")))
          .append('\n');
    }
    return text.toString();
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
    List<String> lines = HashedFile.lines(file);
    List<String> columns = List.of(lines.get(0).split(",", -1));
    List<String> costs = columns.subList(FIRST.size(), columns.size() - LAST.size());
    List<Trial> trials = new ArrayList<>();
    for (int l = 1; l < lines.size(); l++) {
      try {
        trials.add(trial(lines.get(l), costs));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new InputError(
            "line %d of %s is no trial: %s; continue the search with --resume to have it written again"
                .formatted(l + 1, file, e.getMessage()),
            e);
      }
    }
    return trials;
  }

  private static List<String> columns(List<Trial> trials) {
    List<String> columns = new ArrayList<>(FIRST);
    trials.stream()
        .findFirst()
        .ifPresent(trial -> columns.addAll(trial.costs().byColumn().keySet()));
    columns.addAll(LAST);
    return columns;
  }

  private static List<String> cells(Trial trial) {
    List<String> cells = new ArrayList<>();
    cells.addAll(
        List.of(
            Integer.toString(trial.number()),
            trial.architecture(),
            text(trial.score()),
            Double.toString(trial.standardError()),
            Integer.toString(trial.images()),
            String.format(Locale.ROOT, "%.3f", trial.seconds())));
    trial
        .costs()
        .byColumn()
        .values()
        .forEach(c -> cells.add(String.format(Locale.ROOT, "%.6f", c)));
    cells.addAll(List.of(text(trial.bestSoFar()), trial.state().name(), trial.why()));
    return cells;
  }

  private static Trial trial(String line, List<String> costs) {
    // Only the last column is free text, so the others cannot hold a comma.
    int count = FIRST.size() + costs.size() + LAST.size();
    String[] cells = line.split(",", count);
    String why = cells[count - 1];
    if (why.startsWith("\"")) {
      why = why.substring(1, why.length() - 1).replace("\"\"", "\"");
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int c = 0; c < costs.size(); c++) {
      figures.put(costs.get(c), Double.parseDouble(cells[FIRST.size() + c]));
    }
    return new Trial(
        Integer.parseInt(cells[0]),
        cells[1],
        number(cells[2]),
        Double.parseDouble(cells[3]),
        Integer.parseInt(cells[4]),
        Double.parseDouble(cells[5]),
        new Costs(figures),
        number(cells[FIRST.size() + costs.size()]),
        why);
  }

  private static OptionalDouble number(String cell) {
    return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static String quote(String cell) {
    String line = cell.replace('\n', ' ').replace('\r', ' ');
    return line.contains(",") || line.contains("\"")
        ? '"' + line.replace("\"", "\"\"") + '"'
        : line;
  }
}
