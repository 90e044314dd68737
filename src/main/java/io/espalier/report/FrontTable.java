package io.espalier.report;

import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import io.espalier.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The members of the Pareto front, with the ids by which they can be exported. */
final class FrontTable {

  private static final int MOST = 50;

  private FrontTable() {}

  /** The table, cheapest first; empty if there are no members. */
  static String html(List<Trial> front, List<String> costs, Measure measure) {
    if (front.isEmpty()) {
      return "";
    }
    List<String> heading = new ArrayList<>(List.of("on the front", Html.escape(measure.heading())));
    costs.forEach(column -> heading.add(Html.escape(Costs.heading(column))));
    String rest =
        front.size() > MOST
            ? "<p>The first %d of %d; pareto.csv in the search's folder holds all.</p>"
                .formatted(MOST, front.size())
            : "";
    return Html.table(
            heading,
            heading.size() - 1,
            front.stream().limit(MOST).map(trial -> row(trial, costs, measure)).toList())
        + rest
        + "<p>Each can be exported by its id.</p>";
  }

  private static List<String> row(Trial trial, List<String> costs, Measure measure) {
    List<String> row = new ArrayList<>();
    row.add("<code>%s</code>".formatted(Html.escape(trial.architecture())));
    row.add(measure.text(trial.score().orElseThrow()));
    costs.forEach(column -> row.add(trial.costs().text().getOrDefault(column, "")));
    return row;
  }

  /** All costs of a trial that are known, in words. */
  static String costs(Trial trial) {
    return trial.costs().text().entrySet().stream()
        .filter(cost -> !cost.getValue().isEmpty())
        .map(cost -> cost.getValue() + " " + Costs.heading(cost.getKey()))
        .collect(Collectors.joining(", "));
  }
}
