package io.espalier.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/** Texts in Markdown. */
final class Markdown {

  private Markdown() {}

  static String table(List<String> columns, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    text.append(row(columns)).append("|---".repeat(columns.size())).append("|\n");
    rows.forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cell(String text) {
    return text.strip().replace("|", "\\|").replace("\n", "<br>");
  }

  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** Text that is not Markdown, with what Markdown would read as HTML or emphasis kept as it is. */
  static String plain(String text) {
    return text.replace("<", "&lt;").replace("*", "\\*");
  }
}
