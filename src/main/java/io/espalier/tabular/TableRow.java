package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import java.util.List;

/**
 * A row of a table.
 *
 * @param architecture the architecture, in the table's own encoding
 * @param columns the names of the table's columns
 * @param cells the published values, one per column
 * @param place where the row is, for messages
 */
public record TableRow(
    Architecture architecture, List<String> columns, List<String> cells, String place) {

  /**
   * The number in a column.
   *
   * @throws InputError if there is no such column, or no number in it
   */
  public double value(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw InputError.unknown("column", column, columns);
    }
    try {
      return Double.parseDouble(cells.get(index));
    } catch (NumberFormatException e) {
      throw new InputError(
          "column %s in %s holds '%s', which is not a number"
              .formatted(column, place, cells.get(index)),
          e);
    }
  }
}
