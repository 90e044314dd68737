package io.espalier.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a unit as SVG, from left to right. Its colours come from the page's style sheet. */
final class UnitDrawing {

  private static final double HEIGHT = 42;
  private static final double JOIN = 34;
  private static final double MARGIN = 8;
  private static final double LABEL_CHARACTER = 7.8;
  private static final double DETAIL_CHARACTER = 6;

  private UnitDrawing() {}

  /** The unit with its inputs at the left and its output at the right. */
  static String svg(Unit unit) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < unit.outside(); i++) {
      String label = unit.outside() == 1 ? "input" : "input " + (i + 1);
      boxes.add(new Box("", label, "", Box.Kind.INPUT, List.of(), unit.output()));
    }
    for (Box box : unit.boxes()) {
      List<Integer> inputs =
          box.inputs().stream().map(i -> i < 0 ? -1 - i : unit.outside() + i).toList();
      boxes.add(new Box(box.path(), box.label(), box.detail(), box.kind(), inputs, box.output()));
    }
    boxes.add(new Box("", "output", "", Box.Kind.INPUT, List.of(boxes.size() - 1), unit.output()));
    return svg(boxes, unit.path());
  }

  private static String svg(List<Box> boxes, String title) {
    LayeredLayout layout =
        new LayeredLayout(
            boxes.stream().map(Box::inputs).toList(),
            boxes.stream().map(UnitDrawing::width).toList(),
            HEIGHT);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg class=\"graph\" role=\"img\" aria-label=\"%s\" width=\"%.0f\" height=\"%.0f\">",
            Svg.escape(title), layout.width() + 2 * MARGIN, layout.height() + 2 * MARGIN));
    svg.append(format("<g transform=\"translate(%.0f %.0f)\">", MARGIN, MARGIN));
    for (int b = 0; b < boxes.size(); b++) {
      for (int i = 0; i < boxes.get(b).inputs().size(); i++) {
        svg.append(Svg.curve(layout.edge(b, i)));
      }
    }
    for (int b = 0; b < boxes.size(); b++) {
      draw(boxes.get(b), layout.centre(b), svg);
    }
    return svg.append("</g></svg>").toString();
  }

  private static double width(Box box) {
    if (box.kind() == Box.Kind.JOIN && box.label().length() == 1) {
      return JOIN;
    }
    double text =
        Math.max(box.label().length() * LABEL_CHARACTER, box.detail().length() * DETAIL_CHARACTER);
    return Math.max(56, text + 22);
  }

  private static void draw(Box box, LayeredLayout.Point centre, StringBuilder svg) {
    double width = width(box);
    boolean round = box.kind() == Box.Kind.JOIN && box.label().length() == 1;
    double height = round ? JOIN : box.kind() == Box.Kind.INPUT ? JOIN - 4 : HEIGHT;
    svg.append(
        format(
            "<g class=\"%s\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " rx=\"%.0f\"/>",
            box.kind().name().toLowerCase(Locale.ROOT),
            centre.x() - width / 2,
            centre.y() - height / 2,
            width,
            height,
            round ? JOIN / 2 : box.kind() == Box.Kind.INPUT ? 15.0 : 8.0));
    boolean two = !box.detail().isEmpty();
    svg.append(text("label", centre.x(), centre.y() + (two ? -2 : 4.5), box.label()));
    if (two) {
      svg.append(text("detail", centre.x(), centre.y() + 13, box.detail()));
    }
    svg.append("</g>");
  }

  private static String text(String style, double x, double y, String words) {
    return format(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, Svg.escape(words));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
