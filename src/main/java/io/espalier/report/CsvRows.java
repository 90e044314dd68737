package io.espalier.report;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of texts and numbers that this program wrote, without quotes.
 *
 * @param rows the cells by their columns' names
 */
record CsvRows(List<Map<String, String>> rows) {

  /**
   * Reads a table with a header line.
   *
   * @throws InputError if it cannot be read, or a row has more or fewer cells than the header
   */
  static CsvRows read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    String[] columns = lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (int l = 1; l < lines.size(); l++) {
      String[] cells = lines.get(l).split(",", -1);
      if (cells.length != columns.length) {
        throw new InputError(
            "line %d of %s has %d cells, not %d"
                .formatted(l + 1, file, cells.length, columns.length));
      }
      Map<String, String> row = new HashMap<>();
      for (int c = 0; c < cells.length; c++) {
        row.put(columns[c], cells[c]);
      }
      rows.add(row);
    }
    return new CsvRows(rows);
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
    String cell = row.get(column);
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }
}
