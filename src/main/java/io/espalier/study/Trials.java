package io.espalier.study;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The trials of a study as tables, and what they say: the best, the Pareto front. */
public final class Trials {

  /** The columns of {@code trials.csv}. */
  public static final List<String> COLUMNS =
      List.of(
          "trial",
          "architecture",
          "score",
          "standard_error",
          "images",
          "seconds",
          "macs_millions",
          "params_millions",
          "best_so_far",
          "state",
          "why");

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
    byCost.sort(Comparator.comparingDouble(trial -> trial.size().macsMillions()));
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
    return Csv.text(COLUMNS, trials.stream().map(Trials::cells).toList());
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
    return Csv.read(
        file, COLUMNS, Trials::trial, "continue the search with --resume to have it written again");
  }

  /** One trial as the cells of {@link #COLUMNS}. */
  public static List<String> cells(Trial trial) {
    return List.of(
        Integer.toString(trial.number()),
        trial.architecture(),
        text(trial.score()),
        Double.toString(trial.standardError()),
        Integer.toString(trial.images()),
        String.format(Locale.ROOT, "%.3f", trial.seconds()),
        String.format(Locale.ROOT, "%.6f", trial.size().macsMillions()),
        String.format(Locale.ROOT, "%.6f", trial.size().paramsMillions()),
        text(trial.bestSoFar()),
        trial.state().name(),
        trial.why());
  }

  private static Trial trial(List<String> cells) {
    return new Trial(
        Integer.parseInt(cells.get(0)),
        cells.get(1),
        number(cells.get(2)),
        Double.parseDouble(cells.get(3)),
        Integer.parseInt(cells.get(4)),
        Double.parseDouble(cells.get(5)),
        new Trial.Size(Double.parseDouble(cells.get(6)), Double.parseDouble(cells.get(7))),
        number(cells.get(8)),
        cells.get(10));
  }

  private static OptionalDouble number(String cell) {
    return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
