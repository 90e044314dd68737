package io.espalier.report.drawing;

import java.util.List;
import java.util.Locale;

/** Pieces of SVG. */
public final class Svg {

  private Svg() {}

  /** Text escaped for SVG and HTML, for content and for quoted attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A smooth line through the points, level at each. */
  static String curve(List<LayeredLayout.Point> points) {
    StringBuilder path = new StringBuilder();
    LayeredLayout.Point at = points.get(0);
    path.append(String.format(Locale.ROOT, "<path class=\"edge\" d=\"M%.1f %.1f", at.x(), at.y()));
    for (LayeredLayout.Point next : points.subList(1, points.size())) {
      double middle = (at.x() + next.x()) / 2;
      path.append(
          String.format(
              Locale.ROOT,
              " C%.1f %.1f %.1f %.1f %.1f %.1f",
              middle,
              at.y(),
              middle,
              next.y(),
              next.x(),
              next.y()));
      at = next;
    }
    return path.append("\"/>").toString();
  }
}
