package io.espalier.compare;

import io.espalier.file.AtomicFile;
import io.espalier.file.Csv;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Rows with named columns.
 *
 * @param columns the names
 * @param rows the cells, as many as there are columns; empty where there is no number
 */
public record CsvTable(List<String> columns, List<List<String>> rows) {

  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The cell of a row in a column. */
  public String cell(List<String> row, String column) {
    return row.get(columns.indexOf(column));
  }

  void write(Path file) {
    AtomicFile.writeText(file, Csv.text(columns, rows));
  }

  /** A number with the given decimals; empty for NaN. */
  static String number(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "";
  }

  /** A p-value with three digits, however small. */
  static String pValue(double value) {
    return String.format(Locale.ROOT, value < 1e-4 ? "%.2e" : "%.3g", value);
  }
}
