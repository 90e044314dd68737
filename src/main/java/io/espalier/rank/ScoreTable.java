package io.espalier.rank;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The scores and truths of some architectures: {@code scores.csv}, a row for each. */
public final class ScoreTable {

  /** Its name in the ranking's folder. */
  public static final String FILE = "scores.csv";

  private static final List<String> FIRST = List.of("architecture", "truth");
  private static final String REMEDY = "make the ranking again";

  private final List<String> architectures;
  private final double[] truths;
  private final Map<String, double[]> scores;

  /**
   * A table.
   *
   * @param architectures their ids
   * @param truths the truth about each; higher is better
   * @param scores by estimator the score of each; NaN where it has none
   */
  public ScoreTable(List<String> architectures, double[] truths, Map<String, double[]> scores) {
    this.architectures = List.copyOf(architectures);
    this.truths = truths.clone();
    this.scores = new LinkedHashMap<>(scores);
    int rows = architectures.size();
    if (truths.length != rows || scores.values().stream().anyMatch(s -> s.length != rows)) {
      throw new IllegalArgumentException("columns of different lengths");
    }
  }

  /** The ids of the architectures. */
  public List<String> architectures() {
    return architectures;
  }

  /** The estimators, in their order. */
  public Set<String> estimators() {
    return Collections.unmodifiableSet(scores.keySet());
  }

  /** The truth about each architecture. */
  public double[] truths() {
    return truths.clone();
  }

  /** The scores of an estimator; NaN where it has none. */
  public double[] scores(String estimator) {
    return scores.get(estimator).clone();
  }

  /** Writes the table. */
  public void write(Path file) {
    List<String> header = new ArrayList<>(FIRST);
    header.addAll(scores.keySet());
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < truths.length; i++) {
      List<String> row = new ArrayList<>(List.of(architectures.get(i), Double.toString(truths[i])));
      for (double[] column : scores.values()) {
        row.add(Csv.cell(column[i]));
      }
      rows.add(row);
    }
    HashedFile.write(file, Csv.text(header, rows));
  }

  /**
   * Reads a table that {@link #write} wrote.
   *
   * @throws InputError if the file is missing or no such table
   */
  public static ScoreTable read(Path file) {
    Csv table = Csv.hashed(file);
    List<String> header = table.columns();
    if (header.size() < 2 || !header.subList(0, 2).equals(FIRST)) {
      throw new InputError(
          "%s does not start with %s; %s".formatted(file, String.join(",", FIRST), REMEDY));
    }
    List<String> architectures = new ArrayList<>();
    List<double[]> rows =
        table.rows(
            cells -> {
              architectures.add(cells.get(0));
              return cells.stream().skip(1).mapToDouble(Csv::number).toArray();
            },
            REMEDY);
    Map<String, double[]> scores = new LinkedHashMap<>();
    for (int c = 2; c < header.size(); c++) {
      scores.put(header.get(c), column(rows, c - 1));
    }
    return new ScoreTable(architectures, column(rows, 0), scores);
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }

  /** The rows in which both of two columns have a number. */
  static int[] both(double[] one, double[] other) {
    return IntStream.range(0, one.length)
        .filter(i -> !Double.isNaN(one[i]) && !Double.isNaN(other[i]))
        .toArray();
  }

  /** The values of a column in these rows, some of which may occur several times. */
  static double[] at(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }
}
