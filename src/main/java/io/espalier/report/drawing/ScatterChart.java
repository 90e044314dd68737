package io.espalier.report.drawing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Points, several charts to a picture, as SVG that carries its own colours. Axes begin at the end
 * of the lowest tenth, and points below are drawn on the border, so that networks that learn
 * nothing do not squeeze the good ones together.
 *
 * @param title the title
 * @param across the label of the horizontal axis
 * @param up the label of the vertical axis
 * @param points the points
 */
public record ScatterChart(String title, String across, String up, List<Point> points) {

  private static final int WIDTH = 300;
  private static final int HEIGHT = 270;
  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 30;
  private static final int BOTTOM = 42;
  private static final int PER_ROW = 3;
  private static final double BELOW = 0.1;

  public ScatterChart {
    points = List.copyOf(points);
  }

  /**
   * A point.
   *
   * @param x its horizontal value
   * @param y its vertical value
   * @param isMarked whether it stands out; marked ones are never outside the axes
   */
  public record Point(double x, double y, boolean isMarked) {

    /** A point like all others. */
    public Point(double x, double y) {
      this(x, y, false);
    }
  }

  /** Charts side by side as one self-contained picture. */
  public static String svg(List<ScatterChart> charts) {
    int rows = (charts.size() + PER_ROW - 1) / PER_ROW;
    int width = Math.min(PER_ROW, charts.size()) * WIDTH;
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" class="lines" width="%d" height="%d" \
            viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="#23281f">
            <rect class="ground" width="100%%" height="100%%" fill="#ffffff"/>
            """
                .formatted(width, rows * HEIGHT, width, rows * HEIGHT));
    for (int c = 0; c < charts.size(); c++) {
      svg.append(
              "<g transform=\"translate(%d %d)\">"
                  .formatted(c % PER_ROW * WIDTH, c / PER_ROW * HEIGHT))
          .append(charts.get(c).body())
          .append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private String body() {
    Axis x = axis(Point::x, LEFT, WIDTH - RIGHT);
    Axis y = axis(Point::y, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    LineChart.text(svg, LEFT, 18, "start", "", title);
    LineChart.text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "soft", across);
    svg.append(
        "<text class=\"soft\" transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>"
            .formatted((TOP + HEIGHT - BOTTOM) / 2, Svg.escape(up)));
    for (double tick : x.ticks()) {
      line(svg, x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM);
      LineChart.text(svg, x.at(tick), HEIGHT - BOTTOM + 15, "middle", "soft", number(tick));
    }
    for (double tick : y.ticks()) {
      line(svg, LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
      LineChart.text(svg, LEFT - 5, y.at(tick) + 4, "end", "soft", number(tick));
    }
    circles(svg, false, "fill=\"#0072b2\" fill-opacity=\".45\"", 1.8, x, y);
    circles(svg, true, "fill=\"#d55e00\"", 3.2, x, y);
    return svg.toString();
  }

  private Axis axis(ToDoubleFunction<Point> value, double from, double to) {
    double[] marked = points.stream().filter(Point::isMarked).mapToDouble(value).toArray();
    return Axis.of(points.stream().mapToDouble(value).toArray(), marked, from, to);
  }

  private void circles(
      StringBuilder svg, boolean marked, String style, double radius, Axis x, Axis y) {
    List<Point> chosen = points.stream().filter(point -> point.isMarked() == marked).toList();
    if (chosen.isEmpty()) {
      return;
    }
    svg.append("<g %s>".formatted(style));
    for (Point point : chosen) {
      svg.append(
          LineChart.format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
              x.at(point.x()), y.at(point.y()), radius));
    }
    svg.append("</g>");
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        LineChart.format(
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e1d7\"/>",
            x1, y1, x2, y2));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains("e")
        ? text
        : text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
  }

  /** Maps values of a range to positions. */
  private record Axis(double low, double high, double from, double to) {

    static Axis of(double[] values, double[] marked, double from, double to) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double low = sorted.length == 0 ? 0 : sorted[(int) (BELOW * sorted.length)];
      low = Arrays.stream(marked).reduce(low, Math::min);
      double high = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
      double margin = high > low ? (high - low) / 50 : Math.max(1, Math.abs(low)) / 2;
      return new Axis(low - margin, high + margin, from, to);
    }

    double at(double value) {
      double share = (value - low) / (high - low);
      return from + Math.max(0, Math.min(1, share)) * (to - from);
    }

    /** Three to seven round values. */
    double[] ticks() {
      double rough = (high - low) / 4;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double step = rough / power >= 5 ? 5 * power : rough / power >= 2 ? 2 * power : power;
      int first = (int) Math.ceil(low / step);
      int last = (int) Math.floor(high / step);
      return IntStream.rangeClosed(first, last).mapToDouble(tick -> tick * step).toArray();
    }
  }
}
