package io.espalier.report;

import io.espalier.file.Csv;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of texts and numbers that this program wrote.
 *
 * @param rows the cells by their columns' names
 */
record CsvRows(List<Map<String, String>> rows) {

  /**
   * Reads a table with a header line.
   *
   * @throws io.espalier.error.InputError if it cannot be read, or a row has more or fewer cells
   *     than the header
   */
  static CsvRows read(Path file) {
    Csv table = Csv.open(file);
    return new CsvRows(table.rows(cells -> row(table.columns(), cells), "compare again"));
  }

  private static Map<String, String> row(List<String> columns, List<String> cells) {
    Map<String, String> row = new HashMap<>();
    for (int c = 0; c < cells.size(); c++) {
      row.put(columns.get(c), cells.get(c));
    }
    return row;
  }

  /** The different texts of a column in the order of the rows. */
  Set<String> distinct(String column) {
    Set<String> texts = new LinkedHashSet<>();
    rows.forEach(row -> texts.add(row.get(column)));
    return texts;
  }

  /** The rows that have this text in a column. */
  CsvRows where(String column, String text) {
    return new CsvRows(rows.stream().filter(row -> row.get(column).equals(text)).toList());
  }

  /** A number of a row; NaN where the cell is empty. */
  static double number(Map<String, String> row, String column) {
    return Csv.number(row.get(column));
  }
}
