package io.espalier.report;

import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The networks with the highest scores, and which searches found them.
 *
 * @param searches the trials of each searcher, by its name
 * @param measure the measure of the scores
 * @param count how many
 */
record TopTable(Map<String, List<Trial>> searches, Measure measure, int count) {

  String html() {
    List<Trial> rows = best();
    Map<String, String> finders = finders(rows);
    List<String> heading =
        new ArrayList<>(
            List.of("network", "found by", "why", Html.escape(measure.heading()), "± s.e."));
    rows.stream()
        .findFirst()
        .ifPresent(
            t ->
                t.costs()
                    .byColumn()
                    .keySet()
                    .forEach(column -> heading.add(Html.escape(Costs.heading(column)))));
    return Html.table(
        heading,
        heading.size() - 3,
        rows.stream()
            .map(
                t -> {
                  List<String> cells =
                      new ArrayList<>(
                          List.of(
                              "<code>%s</code>".formatted(Html.escape(t.architecture())),
                              Html.escape(finders.get(t.architecture())),
                              "<span class=\"why\">%s</span>".formatted(Html.escape(t.why())),
                              measure.text(t.score().orElseThrow()),
                              measure.text(t.standardError())));
                  cells.addAll(t.costs().text().values());
                  return cells;
                })
            .toList());
  }

  /** The best networks of all searches; the same one counts once. */
  private List<Trial> best() {
    // Each search proposes a network once, so no more are needed of each.
    return searches.values().stream()
        .flatMap(trials -> Trials.best(trials, count).stream())
        .sorted(
            Comparator.comparingDouble((Trial t) -> -t.score().orElseThrow())
                .thenComparingInt(Trial::number))
        .collect(Collectors.toMap(Trial::architecture, t -> t, (a, b) -> a, LinkedHashMap::new))
        .values()
        .stream()
        .limit(count)
        .toList();
  }

  /** The searches that found each of these, by the architecture. */
  private Map<String, String> finders(List<Trial> rows) {
    Set<String> wanted = rows.stream().map(Trial::architecture).collect(Collectors.toSet());
    Map<String, String> finders = new LinkedHashMap<>();
    searches.forEach(
        (searcher, trials) ->
            trials.stream()
                .map(Trial::architecture)
                .filter(wanted::contains)
                .forEach(id -> finders.merge(id, searcher, (a, b) -> a + ", " + b)));
    return finders;
  }
}
