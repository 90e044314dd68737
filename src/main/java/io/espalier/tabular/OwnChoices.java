package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the choices of a user's own table from its cells. A column's options are its distinct
 * values, ascending where all are numbers and in alphabetical order otherwise, so that ids do not
 * depend on the order of the rows.
 */
final class OwnChoices {

  /** A column with more distinct values is probably a measurement, not a choice. */
  private static final int MOST_OPTIONS = 256;

  private final CellReader cells;
  private final int[] columns;

  /** For each column, the distinct values numbered in order of appearance. */
  private final List<Map<String, Integer>> seen = new ArrayList<>();

  private final List<int[]> rows = new ArrayList<>();

  /**
   * No rows yet.
   *
   * @throws InputError if a column is not in the table, or no choice is left
   */
  OwnChoices(CellReader cells, OwnColumns given) {
    this.cells = cells;
    for (String name : given.choices()) {
      known(name);
    }
    for (String name : given.figures()) {
      known(name);
    }
    List<String> names =
        given.choices().isEmpty()
            ? cells.columns().stream().filter(name -> !given.figures().contains(name)).toList()
            : given.choices();
    if (names.isEmpty()) {
      throw new InputError(
          "the table has no column left to choose by; its columns are "
              + String.join(", ", cells.columns()));
    }
    for (String name : names) {
      if (name.isBlank() || given.figures().contains(name)) {
        throw new InputError(
            "column '%s' cannot be a choice: it has no name, or is said to hold figures"
                .formatted(name));
      }
      seen.add(new HashMap<>());
    }
    columns = names.stream().mapToInt(cells.columns()::indexOf).toArray();
  }

  private void known(String name) {
    if (!cells.columns().contains(name)) {
      throw InputError.unknown("column", name, cells.columns());
    }
  }

  /** The names of the columns that are choices. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int column : columns) {
      names.add(cells.columns().get(column));
    }
    return names;
  }

  /** Takes a row. */
  void add(List<String> row) {
    int[] numbers = new int[columns.length];
    for (int c = 0; c < columns.length; c++) {
      String value = row.get(columns[c]).strip();
      String name = cells.columns().get(columns[c]);
      if (value.isEmpty()) {
        throw new InputError(
            "column %s in %s is empty; every architecture needs its choice"
                .formatted(name, cells.place(rows.size())));
      }
      Map<String, Integer> values = seen.get(c);
      numbers[c] = values.computeIfAbsent(value, v -> values.size());
      if (values.size() > MOST_OPTIONS) {
        throw new InputError(
            ("column %s has more than %d different values up to %s, so it seems to be a measurement"
                    + " and not a choice; name the columns that are choices")
                .formatted(name, MOST_OPTIONS, cells.place(rows.size())));
      }
    }
    rows.add(numbers);
  }

  /** The choices, once every row was taken. */
  List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      choices.add(Choice.one(cells.columns().get(columns[c]), options(c)));
    }
    return choices;
  }

  private List<String> options(int c) {
    List<String> options = new ArrayList<>(seen.get(c).keySet());
    options.sort(
        options.stream().allMatch(OwnChoices::isNumber)
            ? Comparator.comparingDouble(Double::parseDouble)
                .thenComparing(Comparator.naturalOrder())
            : Comparator.naturalOrder());
    return options;
  }

  private static boolean isNumber(String text) {
    try {
      return !Double.isNaN(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The rows' architectures. */
  List<Architecture> architectures() {
    List<int[]> places = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      List<String> options = options(c);
      int[] place = new int[options.size()];
      seen.get(c).forEach((value, number) -> place[number] = options.indexOf(value));
      places.add(place);
    }
    List<Architecture> architectures = new ArrayList<>(rows.size());
    for (int[] row : rows) {
      int[] picks = new int[row.length];
      for (int c = 0; c < row.length; c++) {
        picks[c] = places.get(c)[row[c]];
      }
      architectures.add(Architecture.of(Table.OWN_SPACE, picks));
    }
    return architectures;
  }
}
