package io.espalier.notebook;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.report.drawing.Svg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table to look at: text in a terminal, HTML in a notebook. Columns of numbers are aligned to the
 * right.
 *
 * @param columns the names of the columns
 * @param rows the cells of each row
 */
public record Sheet(List<String> columns, List<List<String>> rows) {

  private static final String NUMBER = "[-+]?[\\d,]*\\.?\\d+(e[-+]?\\d+)?( %)?|NaN|–|";

  public Sheet {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of %d cells for %d columns: %s".formatted(row.size(), columns.size(), row));
      }
    }
  }

  /** A table without rows, to be filled by {@link #with}. */
  public static Sheet of(String... columns) {
    return new Sheet(List.of(columns), List.of());
  }

  /** Facts by their names, a row each. */
  public static Sheet facts(Map<String, ?> facts) {
    return new Sheet(
        List.of("fact", "value"),
        facts.entrySet().stream().map(f -> List.of(f.getKey(), text(f.getValue()))).toList());
  }

  /**
   * A CSV file with a header.
   *
   * @throws InputError if it cannot be read
   */
  public static Sheet read(Path csv) {
    Csv file = Csv.open(csv);
    return new Sheet(file.columns(), file.rows(cells -> cells, "it is no table"));
  }

  /** With one more row; numbers that are no integers get up to four significant digits. */
  public Sheet with(Object... cells) {
    List<List<String>> more = new ArrayList<>(rows);
    more.add(IntStream.range(0, cells.length).mapToObj(c -> text(cells[c])).toList());
    return new Sheet(columns, more);
  }

  private static String text(Object cell) {
    if (!(cell instanceof Double || cell instanceof Float)) {
      return String.valueOf(cell);
    }
    double number = ((Number) cell).doubleValue();
    if (number == 0 || !Double.isFinite(number)) {
      return Double.isNaN(number) ? "–" : number == 0 ? "0" : String.valueOf(number);
    }
    int digits = (int) Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(Math.abs(number)))));
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  /** The rows for which a column's cell is as wanted. */
  public Sheet where(String column, Predicate<String> wanted) {
    int at = at(column);
    return new Sheet(columns, rows.stream().filter(row -> wanted.test(row.get(at))).toList());
  }

  /** Some of the columns, in this order. */
  public Sheet select(String... wanted) {
    List<Integer> places = List.of(wanted).stream().map(this::at).toList();
    return new Sheet(
        List.of(wanted), rows.stream().map(r -> places.stream().map(r::get).toList()).toList());
  }

  /** The first rows, at most {@code count}. */
  public Sheet first(int count) {
    return new Sheet(columns, rows.subList(0, Math.min(count, rows.size())));
  }

  /** The cells of a column. */
  public List<String> column(String column) {
    int at = at(column);
    return rows.stream().map(row -> row.get(at)).toList();
  }

  private int at(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw InputError.unknown("column", column, columns);
    }
    return at;
  }

  private boolean isNumeric(int column) {
    return rows.stream().allMatch(row -> row.get(column).matches(NUMBER));
  }

  /** The table as text, with columns aligned. */
  @Override
  public String toString() {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] =
          Math.max(
              columns.get(c).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    List<List<String>> lines = new ArrayList<>(List.of(columns));
    lines.addAll(rows);
    return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(c -> ("%" + (isNumeric(c) ? "" : "-") + widths[c] + "s").formatted(cells.get(c)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  /** The table as HTML. */
  String html() {
    String head = columns.stream().map(c -> cell("th", c, false)).collect(Collectors.joining());
    String body =
        rows.stream()
            .map(
                row ->
                    IntStream.range(0, row.size())
                        .mapToObj(c -> cell("td", row.get(c), isNumeric(c)))
                        .collect(Collectors.joining("", "<tr>", "</tr>\n")))
            .collect(Collectors.joining());
    return "<table>\n<tr>%s</tr>\n%s</table>".formatted(head, body);
  }

  private static String cell(String tag, String text, boolean isNumber) {
    String side = isNumber ? "right" : "left";
    return "<%s style=\"text-align:%s\">%s</%s>".formatted(tag, side, Svg.escape(text), tag);
  }
}
