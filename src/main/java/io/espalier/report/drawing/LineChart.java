package io.espalier.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines with bands over a logarithmic axis, as SVG that carries its own colours.
 *
 * @param title the title
 * @param across the label of the horizontal axis
 * @param percent whether values are percentages, on an axis from 0 to 100; otherwise the vertical
 *     axis is logarithmic too, and ends at a thousandth of the largest value
 * @param lines the lines, coloured in their order
 */
public record LineChart(String title, String across, boolean percent, List<Line> lines) {

  /** Width and height of a chart. */
  public static final int WIDTH = 460;

  /** The height of a chart. */
  public static final int HEIGHT = 290;

  /** Colours that red-green colour-blind people can distinguish (Okabe and Ito, 2008). */
  private static final List<String> COLOURS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7c6f64", "#8c6d1f");

  private static final int LEFT = 58;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;
  private static final double DEPTH = 1e-3;

  public LineChart {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param name its name in the legend
   * @param points its points by rising x
   */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A point of a line.
   *
   * @param x at least 1
   * @param y the value
   * @param low the lower end of the band
   * @param high its upper end
   */
  public record Point(double x, double y, double low, double high) {}

  /** The colour of a line. */
  static String colour(int line) {
    return COLOURS.get(line % COLOURS.size());
  }

  /** The chart with its upper left corner at a place. */
  String svg(double left, double top) {
    StringBuilder svg = new StringBuilder();
    svg.append(format("<g transform=\"translate(%.0f %.0f)\">", left, top));
    text(svg, LEFT, 20, "start", "", title);
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "soft", across);
    for (double x : xTicks()) {
      grid(svg, x(x), TOP, x(x), HEIGHT - BOTTOM);
      text(svg, x(x), HEIGHT - BOTTOM + 16, "middle", "soft", number(x));
    }
    for (double y : yTicks()) {
      grid(svg, LEFT, y(y), WIDTH - RIGHT, y(y));
      text(svg, LEFT - 6, y(y) + 4, "end", "soft", number(y) + (percent ? " %" : ""));
    }
    for (int l = 0; l < lines.size(); l++) {
      draw(svg, lines.get(l).points(), colour(l));
    }
    return svg.append("</g>").toString();
  }

  private void draw(StringBuilder svg, List<Point> points, String colour) {
    if (points.isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder();
    StringBuilder upper = new StringBuilder();
    StringBuilder lower = new StringBuilder();
    for (Point p : points) {
      line.append(format("%.1f,%.1f ", x(p.x()), y(p.y())));
      upper.append(format("%.1f,%.1f ", x(p.x()), y(p.high())));
      lower.insert(0, format("%.1f,%.1f ", x(p.x()), y(p.low())));
    }
    svg.append(
        "<polygon points=\"%s\" fill=\"%s\" fill-opacity=\".14\"/>"
            .formatted((upper.toString() + lower).strip(), colour));
    svg.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"/>"
            .formatted(line.toString().strip(), colour));
  }

  private double x(double value) {
    double widest = Math.max(2, lines.stream().mapToDouble(LineChart::last).max().orElse(2));
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value) / Math.log(widest);
  }

  private static double last(Line line) {
    return line.points().isEmpty() ? 1 : line.points().get(line.points().size() - 1).x();
  }

  private double y(double value) {
    double share =
        percent ? value / 100 : 1 - Math.log(Math.max(value / largest(), DEPTH)) / Math.log(DEPTH);
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
  }

  private double largest() {
    double largest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(p -> Math.max(p.y(), p.high()))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return largest > 0 ? largest : 1;
  }

  private List<Double> xTicks() {
    List<Double> ticks = new ArrayList<>();
    double widest = Math.max(2, lines.stream().mapToDouble(LineChart::last).max().orElse(2));
    for (double tick = 1; tick <= widest; tick *= 10) {
      ticks.add(tick);
      if (3 * tick <= widest) {
        ticks.add(3 * tick);
      }
    }
    return ticks;
  }

  private List<Double> yTicks() {
    List<Double> ticks = new ArrayList<>();
    if (percent) {
      return List.of(0.0, 25.0, 50.0, 75.0, 100.0);
    }
    double largest = largest();
    for (double tick = Math.pow(10, Math.floor(Math.log10(largest)));
        tick >= largest * DEPTH;
        tick /= 10) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        format(
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e1d7\"/>",
            x1, y1, x2, y2));
  }

  static void text(StringBuilder svg, double x, double y, String anchor, String style, String t) {
    svg.append(
        format(
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            style, x, y, anchor, Svg.escape(t)));
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
