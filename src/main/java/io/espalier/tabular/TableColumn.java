package io.espalier.tabular;

import io.espalier.error.InputError;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A column's numbers, one per row; NaN where a cell is empty. */
final class TableColumn {

  private final String name;
  private final double[] values;
  private final Optional<String> problem;

  private TableColumn(String name, double[] values, Optional<String> problem) {
    this.name = name;
    this.values = values;
    this.problem = problem;
  }

  /** Takes a column's cells row by row. */
  static final class Builder {

    private static final int FIRST_CAPACITY = 1_024;

    private final String name;
    private double[] values = new double[FIRST_CAPACITY];
    private int count;
    private int problemRow = -1;
    private String problemCell = "";

    Builder(String name) {
      this.name = name;
    }

    /**
     * Adds the cell of the next row. A cell that is not a number is reported only when the column
     * is used.
     */
    void add(String cell) {
      if (problemRow >= 0) {
        return;
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      try {
        values[count] = number(cell);
        count++;
      } catch (NumberFormatException e) {
        problemRow = count;
        problemCell = cell;
        values = new double[0];
      }
    }

    /** Also reads the notations of Python and C for NaN and infinity. */
    private static double number(String cell) {
      return switch (cell.strip().toLowerCase(Locale.ROOT)) {
        case "", "nan" -> Double.NaN;
        case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(cell);
      };
    }

    /** The column, once every row was added. */
    TableColumn build(CellReader cells) {
      Optional<String> problem =
          problemRow < 0
              ? Optional.empty()
              : Optional.of(
                  "column %s in %s holds '%s', which is not a number"
                      .formatted(name, cells.place(problemRow), problemCell));
      return new TableColumn(name, Arrays.copyOf(values, problemRow < 0 ? count : 0), problem);
    }
  }

  String name() {
    return name;
  }

  /**
   * Checks that the column holds numbers.
   *
   * @throws InputError if a cell of it is neither a number nor empty; the message says where
   */
  TableColumn checked() {
    if (problem.isPresent()) {
      throw new InputError(problem.get());
    }
    return this;
  }

  /** The number in a row. */
  double value(int row) {
    return values[row];
  }
}
