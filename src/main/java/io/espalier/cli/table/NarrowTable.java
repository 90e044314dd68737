package io.espalier.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in a window that is too narrow for it, without wrapped lines: headings are broken at
 * underscores, empty columns left out, long words cut and, if that is not enough, the last columns
 * left out, with a note. A table that would lose most of its columns is shown value by value
 * instead, and in a table of few columns the last is broken between words.
 */
public final class NarrowTable {

  private static final int NARROWEST = 16;

  /** With at most this many columns, the last is the most important and shown in full. */
  private static final int FEW = 3;

  private static final String GAP = "  ";
  private static final String CUT = "..";

  private final TextTable table;
  private final int width;

  /**
   * A table to print.
   *
   * @param width the width of the window in characters
   */
  public NarrowTable(TextTable table, int width) {
    this.table = table;
    this.width = width;
  }

  List<String> lines() {
    if (table.columns().size() <= FEW) {
      return wrapped(table.columns(), table.rows());
    }
    List<Integer> filled = columns(c -> table.rows().stream().anyMatch(r -> !r.get(c).isEmpty()));
    List<Integer> shown = new ArrayList<>(filled);
    while (!shown.isEmpty() && total(shown, true) > width) {
      shown.remove(shown.size() - 1);
    }
    if (table.rows().size() < 2 || 2 * shown.size() < filled.size()) {
      return byValue();
    }
    List<String> lines = aligned(shown);
    List<String> leftOut =
        filled.stream().filter(c -> !shown.contains(c)).map(table.columns()::get).toList();
    if (!leftOut.isEmpty()) {
      lines.add("(left out: %s)".formatted(String.join(", ", leftOut)));
    }
    if (!leftOut.isEmpty() || total(shown, false) > width) {
      lines.add("(-f csv shows everything)");
    }
    return lines;
  }

  private List<Integer> columns(IntPredicate which) {
    return IntStream.range(0, table.columns().size())
        .filter(which)
        .boxed()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The width of a line of these columns, with long words cut or not. */
  private int total(List<Integer> shown, boolean cut) {
    return shown.stream().mapToInt(c -> cut ? least(c) : full(c)).sum()
        + GAP.length() * (shown.size() - 1);
  }

  private int full(int column) {
    int cells = table.rows().stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(cells, heading(column).stream().mapToInt(String::length).max().orElse(0));
  }

  private int least(int column) {
    return table.mayBeCut(column) ? Math.min(full(column), NARROWEST) : full(column);
  }

  private List<String> heading(int column) {
    return List.of(table.columns().get(column).split("_"));
  }

  private List<String> aligned(List<Integer> shown) {
    int spare = width - total(shown, true);
    int[] widths = new int[table.columns().size()];
    for (int c : shown) {
      widths[c] = Math.min(full(c), least(c) + spare);
      spare -= widths[c] - least(c);
    }
    int height = shown.stream().mapToInt(c -> heading(c).size()).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int h = 0; h < height; h++) {
      List<String> cells = new ArrayList<>(table.columns().size());
      for (int c = 0; c < widths.length; c++) {
        // Short headings stand right above their values.
        int part = h - height + heading(c).size();
        cells.add(part < 0 ? "" : heading(c).get(part));
      }
      lines.add(line(shown, widths, cells));
    }
    table.rows().forEach(row -> lines.add(line(shown, widths, row)));
    return lines;
  }

  private String line(List<Integer> shown, int[] widths, List<String> cells) {
    return shown.stream()
        .map(c -> padded(cut(cells.get(c), widths[c]), widths[c], table.isNumeric(c)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String cut(String cell, int width) {
    return cell.length() <= width ? cell : cell.substring(0, width - CUT.length()) + CUT;
  }

  private static String padded(String cell, int width, boolean right) {
    String padding = " ".repeat(width - cell.length());
    return right ? padding + cell : cell + padding;
  }

  /** A line for each value, an empty one between rows. */
  private List<String> byValue() {
    List<List<String>> values = new ArrayList<>();
    for (List<String> row : table.rows()) {
      if (!values.isEmpty()) {
        values.add(List.of("", ""));
      }
      for (int c = 0; c < row.size(); c++) {
        values.add(List.of(table.columns().get(c), row.get(c)));
      }
    }
    List<String> lines = wrapped(List.of("", ""), values);
    return lines.subList(1, lines.size());
  }

  /**
   * All columns in full, the last one broken between words; a word too long for that stays whole.
   */
  private List<String> wrapped(List<String> heading, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(List.of(heading));
    all.addAll(rows);
    int last = heading.size() - 1;
    int[] widths =
        IntStream.range(0, last)
            .map(c -> all.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    int indent = IntStream.of(widths).sum() + GAP.length() * last;
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < last; c++) {
        line.append(padded(row.get(c), widths[c], false)).append(GAP);
      }
      int start = line.length();
      for (String word : row.get(last).split(" ", -1)) {
        boolean first = line.length() == start;
        if (!first && line.length() + 1 + word.length() > width) {
          lines.add(line.toString().stripTrailing());
          line = new StringBuilder(" ".repeat(indent));
          first = true;
        }
        line.append(first ? "" : " ").append(word);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
