package io.espalier.rank;

import io.espalier.error.InputError;
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

/** What is known of some architectures: {@code scores.csv}, a row for each. */
public final class ScoreTable {

  /** Its name in the ranking's folder. */
  public static final String FILE = "scores.csv";

  private static final List<String> FIRST = List.of("architecture", "truth");

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
    StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
    for (int i = 0; i < truths.length; i++) {
      text.append(architectures.get(i)).append(',').append(truths[i]);
      for (double[] column : scores.values()) {
        text.append(',').append(Double.isNaN(column[i]) ? "" : Double.toString(column[i]));
      }
      text.append('\n');
    }
    HashedFile.write(file, text.toString());
  }

  /**
   * Reads a table that {@link #write} wrote.
   *
   * @throws InputError if the file is missing or no such table
   */
  public static ScoreTable read(Path file) {
    List<String> lines = HashedFile.lines(file);
    try {
      List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
      if (header.size() < 2 || !header.subList(0, 2).equals(FIRST)) {
        throw new IllegalArgumentException("it does not start with " + String.join(",", FIRST));
      }
      int rows = lines.size() - 1;
      List<String> architectures = new ArrayList<>();
      double[][] columns = new double[header.size() - 1][rows];
      for (int r = 0; r < rows; r++) {
        String[] cells = lines.get(r + 1).split(",", -1);
        architectures.add(cells[0]);
        for (int c = 0; c < columns.length; c++) {
          columns[c][r] = cells[c + 1].isEmpty() ? Double.NaN : Double.parseDouble(cells[c + 1]);
        }
      }
      Map<String, double[]> scores = new LinkedHashMap<>();
      for (int c = 1; c < columns.length; c++) {
        scores.put(header.get(c + 1), columns[c]);
      }
      return new ScoreTable(architectures, columns[0], scores);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InputError(
          "cannot use %s: %s; run espalier rank again".formatted(file, e.getMessage()), e);
    }
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
