package io.espalier.report.drawing;

import java.util.List;

/** Charts of the same lines, two in a row below one legend, as a separate picture. */
public final class ChartSheet {

  private static final int LEGEND = 34;
  private static final int PER_CHARACTER = 8;
  private static final int GAP = 40;

  private ChartSheet() {}

  /** The picture as self-contained SVG, for a file or within a page. */
  public static String svg(List<LineChart> charts, List<String> names) {
    int width = 2 * LineChart.WIDTH;
    StringBuilder legend = new StringBuilder();
    double x = 20;
    double y = 22;
    for (int n = 0; n < names.size(); n++) {
      double wide = names.get(n).length() * PER_CHARACTER + GAP;
      if (x + wide > width && x > 20) {
        x = 20;
        y += 20;
      }
      legend.append(
          LineChart.format(
              "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"%s\" stroke-width=\"3\"/>",
              x, y - 4, x + 18, y - 4, LineChart.colour(n)));
      LineChart.text(legend, x + 24, y, "start", "", names.get(n));
      x += wide;
    }
    double top = y - 22 + LEGEND;
    int rows = (charts.size() + 1) / 2;
    double height = top + rows * LineChart.HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        LineChart.format(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="lines" width="%d" height="%.0f" \
            viewBox="0 0 %d %.0f" font-family="sans-serif" font-size="13" fill="#23281f">
            <rect class="ground" width="100%%" height="100%%" fill="#ffffff"/>
            """,
            width, height, width, height));
    svg.append(legend).append('\n');
    for (int c = 0; c < charts.size(); c++) {
      int row = c / 2;
      double left = c % 2 * LineChart.WIDTH;
      svg.append(charts.get(c).svg(left, top + row * LineChart.HEIGHT)).append('\n');
    }
    return svg.append("</svg>\n").toString();
  }
}
