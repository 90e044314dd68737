package io.espalier.report;

import io.espalier.report.drawing.Svg;
import io.espalier.stat.Decimals;
import java.util.List;
import java.util.Locale;

/** Pieces of HTML. Everything that comes from a file goes through {@link #escape}. */
final class Html {

  private Html() {}

  static String escape(String text) {
    return Svg.escape(text);
  }

  /** A number with the given decimals, more if it is small; a dash for NaN. */
  static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return Math.abs(value) < 1
        ? Decimals.text(value, decimals)
        : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** A section with a title; empty text gives no section. */
  static String section(String id, String title, String body) {
    return body.isEmpty()
        ? ""
        : "<section id=\"%s\"><h2>%s</h2>%s</section>\n".formatted(id, escape(title), body);
  }

  /** The placeholder of a chart, with the text shown if scripts are disabled. */
  static String chart(String id, String label) {
    return """
        <div class="chart" id="%s" role="img" aria-label="%s"></div>"""
        .formatted(id, escape(label));
  }

  /**
   * A table.
   *
   * @param numeric the number of last columns that hold numbers
   * @param rows cells as HTML
   */
  static String table(List<String> columns, int numeric, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
    int first = columns.size() - numeric;
    for (int c = 0; c < columns.size(); c++) {
      html.append(c < first ? "<th>" : "<th class=\"n\">")
          .append(escape(columns.get(c)))
          .append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        html.append(c < first ? "<td>" : "<td class=\"n\">").append(row.get(c)).append("</td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>").toString();
  }

  /** Collapsible content. */
  static String details(String summary, String body) {
    return "<details><summary>%s</summary>%s</details>".formatted(escape(summary), body);
  }
}
