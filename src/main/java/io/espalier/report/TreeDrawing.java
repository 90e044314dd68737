package io.espalier.report;

import io.espalier.estimate.Measure;
import java.util.Locale;

/** Draws a LaNAS tree as SVG: the root at the left, good children above bad ones. */
final class TreeDrawing {

  private static final double WIDTH = 178;
  private static final double HEIGHT = 58;
  private static final double COLUMN = WIDTH + 36;
  private static final double ROW = HEIGHT + 12;
  private static final double MARGIN = 4;

  /** With more leaves than this, the regions below are only counted. */
  private static final int MOST_LEAVES = 24;

  private static final int RULE_CHARACTERS = 26;

  private final Measure measure;
  private final double lowest;
  private final double highest;
  private final int deepest;
  private final StringBuilder edges = new StringBuilder();
  private final StringBuilder nodes = new StringBuilder();
  private double nextRow;
  private double right;

  private TreeDrawing(Region root, Measure measure) {
    this.measure = measure;
    lowest = root.all().mapToDouble(Region::meanScore).min().orElse(0);
    highest = root.all().mapToDouble(Region::meanScore).max().orElse(0);
    int depth = 1;
    while (leaves(root, depth + 1) <= MOST_LEAVES
        && leaves(root, depth + 1) > leaves(root, depth)) {
      depth++;
    }
    deepest = depth;
  }

  /** The tree within a page, whose style sheet it needs. */
  static String svg(Region root, Measure measure) {
    return svg(root, measure, "", "");
  }

  /**
   * The tree as SVG.
   *
   * @param attributes more attributes of the drawing
   * @param before what lies below the tree
   */
  static String svg(Region root, Measure measure, String attributes, String before) {
    TreeDrawing drawing = new TreeDrawing(root, measure);
    drawing.place(root, 0);
    return String.format(
        Locale.ROOT,
        "<svg%s class=\"tree\" role=\"img\" aria-label=\"LaNAS tree\" width=\"%.0f\" height=\"%.0f\">"
            + "%s<g transform=\"translate(%.0f %.0f)\">%s%s</g></svg>",
        attributes,
        drawing.right + 2 * MARGIN,
        drawing.nextRow - (ROW - HEIGHT) + 2 * MARGIN,
        before,
        MARGIN,
        MARGIN,
        drawing.edges,
        drawing.nodes);
  }

  private static int leaves(Region region, int depth) {
    return depth == 0 || region.children().isEmpty()
        ? 1
        : region.children().stream().mapToInt(child -> leaves(child, depth - 1)).sum();
  }

  /** Draws a region and all below; returns the height of its middle. */
  private double place(Region region, int depth) {
    double x = depth * COLUMN;
    double middle;
    if (region.children().isEmpty() || depth == deepest) {
      middle = nextRow + HEIGHT / 2;
      nextRow += ROW;
    } else {
      double sum = 0;
      double[] ends = new double[region.children().size()];
      for (int c = 0; c < ends.length; c++) {
        ends[c] = place(region.children().get(c), depth + 1);
        sum += ends[c];
      }
      middle = sum / ends.length;
      for (double end : ends) {
        edge(x + WIDTH, middle, x + COLUMN, end);
      }
    }
    node(region, x, middle, depth);
    right = Math.max(right, x + WIDTH);
    return middle;
  }

  private void edge(double x, double y, double toX, double toY) {
    double half = (x + toX) / 2;
    edges.append(
        format(
            "<path class=\"edge\" d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\"/>",
            x, y, half, y, half, toY, toX, toY));
  }

  private void node(Region region, double x, double middle, int depth) {
    double share = highest > lowest ? (region.meanScore() - lowest) / (highest - lowest) : 1;
    double top = middle - HEIGHT / 2;
    nodes.append(
        format(
            "<g class=\"region\"><title>%s</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.0f\""
                + " height=\"%.0f\" rx=\"8\" fill-opacity=\"%.2f\"/>",
            Html.escape(region.name() + ": " + String.join("; ", region.rule())),
            x,
            top,
            WIDTH,
            HEIGHT,
            0.05 + 0.45 * share));
    text("label", x + 12, top + 20, region.step());
    text("value", x + WIDTH - 12, top + 20, measure.withUnit(region.meanScore()));
    String hidden =
        depth == deepest && !region.children().isEmpty()
            ? ", %d below".formatted(region.all().count() - 1)
            : "";
    text(
        "detail",
        x + 12,
        top + 35,
        "%,d samples, %,d visits%s".formatted(region.samples(), region.visits(), hidden));
    text("rule", x + 12, top + 49, region.rule().isEmpty() ? "" : shortened(region.rule().get(0)));
    nodes.append("</g>");
  }

  private void text(String style, double x, double y, String words) {
    nodes.append(
        format(
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, Html.escape(words)));
  }

  /** A rule for a small space: {@code not a = b} becomes {@code a ≠ b}. */
  private static String shortened(String rule) {
    String text = rule.startsWith("not ") ? rule.substring(4).replace(" = ", " ≠ ") : rule;
    return text.length() <= RULE_CHARACTERS ? text : text.substring(0, RULE_CHARACTERS - 1) + "…";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
