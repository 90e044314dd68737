package io.espalier.report.drawing;

import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network as HTML: its units in a row, repeated ones once with their number, and below them every
 * kind of cell as a graph.
 */
public final class NetworkDrawing {

  /** A unit with more boxes than this would be unreadable. */
  private static final int MOST_BOXES = 120;

  private final List<Unit> units;
  private final Map<String, String> names = new LinkedHashMap<>();

  private NetworkDrawing(List<Unit> units) {
    this.units = units;
    Map<String, List<String>> structures = new LinkedHashMap<>();
    for (Unit unit : units) {
      List<String> alike = structures.computeIfAbsent(unit.kind(), k -> new ArrayList<>());
      if (!alike.contains(unit.structure())) {
        alike.add(unit.structure());
      }
    }
    for (Unit unit : units) {
      List<String> alike = structures.get(unit.kind());
      int number = alike.indexOf(unit.structure());
      String letter = alike.size() > 1 ? " " + letter(number) : "";
      names.put(unit.structure(), unit.kind() + letter);
    }
  }

  /** The drawing of {@code plan} as a fragment of HTML. */
  public static String html(Plan plan) {
    return new NetworkDrawing(Unit.of(PlanOutline.boxes(plan.live()))).html();
  }

  private String html() {
    StringBuilder html = new StringBuilder("<div class=\"network\">");
    String stage = "";
    for (int u = 0; u < units.size(); ) {
      Unit unit = units.get(u);
      int repeats = 1;
      while (u + repeats < units.size() && repeatsIn(unit, units.get(u + repeats))) {
        repeats++;
      }
      if (!unit.stage().equals(stage)) {
        html.append(stage.isEmpty() ? "" : "</div>");
        stage = unit.stage();
        if (!stage.isEmpty()) {
          html.append("<div class=\"stage\"><span class=\"stage-name\">%s</span>".formatted(stage));
        }
      }
      html.append(chip(unit, repeats));
      u += repeats;
    }
    html.append(stage.isEmpty() ? "" : "</div>").append("</div>");
    List<String> drawn = new ArrayList<>();
    for (Unit unit : units) {
      if (unit.boxes().size() > 1 && !drawn.contains(unit.structure())) {
        drawn.add(unit.structure());
        html.append(figure(unit));
      }
    }
    return html.toString();
  }

  private static boolean repeatsIn(Unit first, Unit next) {
    return first.stage().equals(next.stage())
        && first.output().equals(next.output())
        && first.structure().equals(next.structure());
  }

  private String chip(Unit unit, int repeats) {
    Box only = unit.boxes().get(0);
    boolean single = unit.boxes().size() == 1;
    String name = single ? only.label() : names.get(unit.structure());
    String kind = single ? only.kind().name().toLowerCase(Locale.ROOT) : "cell";
    String detail = single && !only.detail().isEmpty() ? only.detail() : "";
    return """
        <div class="chip %s"><b>%s%s</b>%s<small>%s</small></div>"""
        .formatted(
            kind,
            Svg.escape(name),
            repeats > 1 ? " × " + repeats : "",
            detail.isEmpty() ? "" : "<span>" + Svg.escape(detail) + "</span>",
            unit.output().toString().replace("x", "×"));
  }

  private String figure(Unit unit) {
    long uses = units.stream().filter(u -> u.structure().equals(unit.structure())).count();
    String name = Svg.escape(names.get(unit.structure()));
    if (unit.boxes().size() > MOST_BOXES) {
      return "<p class=\"quiet\">Inside %s: %d operations, too many to draw.</p>"
          .formatted(name, unit.boxes().size());
    }
    return """
        <figure><figcaption>Inside <b>%s</b>%s</figcaption><div class="scroll">%s</div></figure>"""
        .formatted(name, uses > 1 ? ", used %d times".formatted(uses) : "", UnitDrawing.svg(unit));
  }

  /** A, B, ... Z, then numbers. */
  private static String letter(int number) {
    return number < 26 ? String.valueOf((char) ('A' + number)) : Integer.toString(number + 1);
  }
}
