package io.espalier.report;

import io.espalier.file.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of numbers over time, as in {@code metrics.csv}.
 *
 * @param columns the values of each column by its name; NaN where a cell is empty
 * @param rows how many rows there are
 */
record Curve(Map<String, List<Double>> columns, int rows) {

  /** More points than this cannot be told apart on a page. */
  private static final int MOST_POINTS = 600;

  /**
   * Reads a table with a header line. A torn last line is left out.
   *
   * @throws io.espalier.error.InputError if a cell is no number
   */
  static Curve read(Path file) {
    Csv table = Csv.open(file);
    List<List<Double>> rows =
        table.rows(cells -> cells.stream().map(Csv::number).toList(), "restore it from a copy");
    Map<String, List<Double>> columns = new LinkedHashMap<>();
    for (String name : table.columns()) {
      int column = columns.size();
      columns.put(name, rows.stream().map(row -> row.get(column)).toList());
    }
    return new Curve(columns, rows.size());
  }

  /** The points (x, y) of two columns where both have a number, thinned out to what can be seen. */
  List<List<Double>> points(String x, String y) {
    List<List<Double>> points = new ArrayList<>();
    if (columns.containsKey(x) && columns.containsKey(y)) {
      for (int r = 0; r < rows; r++) {
        double across = columns.get(x).get(r);
        double up = columns.get(y).get(r);
        if (Double.isFinite(across) && Double.isFinite(up)) {
          points.add(List.of(across, up));
        }
      }
    }
    return thinned(points);
  }

  /** Every n-th point and the last. */
  private static List<List<Double>> thinned(List<List<Double>> points) {
    int step = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (step <= 1) {
      return points;
    }
    List<List<Double>> kept = new ArrayList<>();
    for (int p = 0; p < points.size(); p += step) {
      kept.add(points.get(p));
    }
    if ((points.size() - 1) % step != 0) {
      kept.add(points.get(points.size() - 1));
    }
    return kept;
  }

  /** The last number of a column; NaN if it has none. */
  double last(String column) {
    List<Double> values = columns.getOrDefault(column, List.of());
    for (int r = values.size() - 1; r >= 0; r--) {
      if (Double.isFinite(values.get(r))) {
        return values.get(r);
      }
    }
    return Double.NaN;
  }
}
