package io.espalier.cli.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A result as rows, to print for people or programs.
 *
 * @param columns the names of the columns, as CSV headers and JSON keys
 * @param rows the cells as texts; JSON shows those that look like numbers as numbers
 */
public record TextTable(List<String> columns, List<List<String>> rows) {

  /** The format of a printed table. */
  public enum Format {
    table,
    json,
    csv
  }

  /** Columns of names of architectures, which are texts even if they look like numbers. */
  private static final Set<String> IDENTIFIERS =
      Set.of("architecture", "published", "same_network_as", "mask", "best", "best_reranked");

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public TextTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The rows of several tables; a cell is empty where a table lacks the column. */
  public static TextTable joined(List<TextTable> tables) {
    List<String> all = tables.stream().flatMap(t -> t.columns().stream()).distinct().toList();
    List<List<String>> rows = new ArrayList<>();
    for (TextTable table : tables) {
      for (List<String> row : table.rows()) {
        rows.add(
            all.stream()
                .map(table.columns()::indexOf)
                .map(column -> column < 0 ? "" : row.get(column))
                .toList());
      }
    }
    return new TextTable(all, rows);
  }

  /** Prints it; in a terminal, no wider than it is. */
  public void print(Format format, PrintWriter out) {
    print(format, out, Integer.getInteger("espalier.columns", Integer.MAX_VALUE));
  }

  /**
   * Prints it.
   *
   * @param width the number of characters that fit in a line
   */
  public void print(Format format, PrintWriter out, int width) {
    switch (format) {
      case table -> {
        List<String> aligned = aligned();
        boolean fits = aligned.stream().allMatch(line -> line.length() <= width);
        (fits ? aligned : new NarrowTable(this, width).lines()).forEach(out::println);
      }
      case json -> out.println(json());
      case csv -> {
        out.println(String.join(",", columns));
        rows.forEach(
            row -> out.println(String.join(",", row.stream().map(TextTable::quote).toList())));
      }
    }
    out.flush();
  }

  private List<String> aligned() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    lines.addAll(rows);
    List<String> texts = new ArrayList<>();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < columns.size(); c++) {
        int column = c;
        int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - line.get(c).length());
        text.append(c > 0 ? "  " : "");
        text.append(isNumeric(c) ? padding + line.get(c) : line.get(c) + padding);
      }
      texts.add(text.toString().stripTrailing());
    }
    return texts;
  }

  /** Whether a column holds numbers only. */
  public boolean isNumeric(int column) {
    return rows.stream().allMatch(row -> isNumber(row.get(column)));
  }

  /** Whether cells of a column may be truncated. */
  public boolean mayBeCut(int column) {
    return !isNumeric(column) && !IDENTIFIERS.contains(columns.get(column));
  }

  private String json() {
    ArrayNode array = JSON.createArrayNode();
    for (List<String> row : rows) {
      ObjectNode object = array.addObject();
      for (int c = 0; c < columns.size(); c++) {
        if (isNumber(row.get(c)) && !IDENTIFIERS.contains(columns.get(c))) {
          object.put(columns.get(c), new java.math.BigDecimal(row.get(c)));
        } else {
          object.put(columns.get(c), row.get(c));
        }
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isNumber(String cell) {
    return cell.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
  }

  private static String quote(String cell) {
    return cell.matches("(?s).*[,\"\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
