package io.espalier.report;

import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import io.espalier.study.Front;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The searchers side by side: their progress, and the cost of the good networks. */
final class SearchSection {

  private static final int TOP = 10;

  /** More steps or trials than this are thinned out before they are drawn. */
  private static final int MOST_POINTS = 5_000;

  private final Path folder;
  private final Map<String, List<Trial>> searches;
  private final Map<String, List<Reranked>> reranked;
  private final Measure measure;

  /** The columns of the costs that the searches keep low; none if they look at the score alone. */
  private final List<String> objectives;

  /** The columns that the front is about; the first one is drawn. */
  private final List<String> costs;

  private final List<Trial> front;

  /** The trials with a score that are drawn, of each searcher. */
  private final Map<String, List<Trial>> drawn = new LinkedHashMap<>();

  /** Whether curves end with the shortest search, so that they can be compared. */
  private final boolean sameBudget;

  SearchSection(RunContents run, boolean sameBudget) {
    this.sameBudget = sameBudget;
    this.folder = run.folder();
    this.searches = run.searches();
    this.reranked = run.reranked();
    this.measure = run.measure();
    this.objectives =
        run.objectives().values().stream()
            .filter(columns -> !columns.isEmpty())
            .findFirst()
            .orElse(List.of());
    this.costs = objectives.isEmpty() ? List.of(CostKinds.MACS.column()) : objectives;
    searches.forEach((searcher, trials) -> drawn.put(searcher, drawn(trials)));
    this.front = front();
  }

  private List<Trial> drawn(List<Trial> trials) {
    return scored(trials) <= MOST_POINTS
        ? trials.stream().filter(t -> t.score().isPresent()).toList()
        : Thinning.places(trials, this::cost, t -> t.score().orElse(Double.NaN));
  }

  private static long scored(List<Trial> trials) {
    return trials.stream().filter(t -> t.score().isPresent()).count();
  }

  private double cost(Trial trial) {
    return trial.costs().byColumn().getOrDefault(costs.get(0), Double.NaN);
  }

  String html() {
    if (searches.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    html.append(summary());
    html.append(LimitsTable.html(folder, searches.keySet()));
    html.append(RerankedTable.html(reranked, measure));
    html.append("<h3>Best estimate so far</h3>")
        .append(Html.chart("best-so-far", "Best estimate by number of evaluations"));
    html.append("<h3>Estimate and cost</h3>")
        .append(
            Html.chart(
                "pareto",
                "Estimates by %s, with the Pareto front"
                    .formatted(Html.escape(Costs.heading(costs.get(0))))))
        .append(leftOut())
        .append(FrontTable.html(front, costs, measure));
    html.append("<h3>The best %d</h3>".formatted(TOP))
        .append(new TopTable(searches, measure, TOP).html());
    return html.toString();
  }

  /** What the chart does not show, in words. */
  private String leftOut() {
    long all = searches.values().stream().mapToLong(SearchSection::scored).sum();
    long shown = drawn.values().stream().mapToLong(List::size).sum();
    return shown == all
        ? ""
        : "<p class=\"quiet\">%,d of %,d trials are drawn: of those that would lie on each other, the first. The front is of all.</p>"
            .formatted(shown, all);
  }

  /** One row per searcher, all cut at the same number of evaluations if asked for. */
  private String summary() {
    List<List<String>> rows = new ArrayList<>();
    searches.forEach(
        (searcher, trials) -> {
          List<Trial> counted = counted(trials);
          long failed = counted.stream().filter(t -> t.score().isEmpty()).count();
          double seconds = counted.stream().mapToDouble(Trial::seconds).sum();
          Trials.best(counted)
              .ifPresent(
                  best ->
                      rows.add(
                          List.of(
                              "<b>%s</b>".formatted(Html.escape(searcher)),
                              "<code>%s</code>".formatted(Html.escape(best.architecture())),
                              measure.text(best.score().orElseThrow()),
                              Integer.toString(best.number()),
                              Long.toString(failed),
                              Html.number(seconds, 1))));
        });
    String budget =
        sameBudget
            ? "at the same budget of %,d evaluations".formatted(budget())
            : "with all of its evaluations so far, "
                + searches.entrySet().stream()
                    .map(e -> "%s %,d".formatted(Html.escape(e.getKey()), e.getValue().size()))
                    .collect(Collectors.joining(", "));
    return "<p>Each searcher %s.</p>".formatted(budget)
        + Html.table(
            List.of(
                "searcher",
                "best network",
                Html.escape(measure.heading()),
                "found at",
                "failed",
                "estimating, s"),
            4,
            rows);
  }

  private List<Trial> counted(List<Trial> trials) {
    return sameBudget ? trials.subList(0, budget()) : trials;
  }

  private int budget() {
    return searches.values().stream().mapToInt(List::size).min().orElse(0);
  }

  /**
   * The data of the charts: for each searcher, the best so far and all points; and the common
   * front.
   */
  Map<String, Object> data() {
    Map<String, Object> curves = new LinkedHashMap<>();
    Map<String, Object> points = new LinkedHashMap<>();
    searches.forEach(
        (searcher, trials) -> {
          curves.put(searcher, Thinning.steps(counted(trials), MOST_POINTS));
          points.put(searcher, points(drawn.get(searcher)));
        });
    return Map.of(
        "bestSoFar",
        curves,
        "trials",
        points,
        "front",
        points(front),
        "steps",
        costs.size() == 1,
        "cost",
        Costs.heading(costs.get(0)),
        "measure",
        measure.heading(),
        "unit",
        measure.unit(),
        "decimals",
        measure.decimals());
  }

  /** The common front of all searches. */
  private List<Trial> front() {
    Front all = new Front(objectives);
    searches.values().forEach(trials -> trials.forEach(all::add));
    return all.trials();
  }

  /** For each trial with a score: its first cost, its score, its id, and all its costs in words. */
  private List<List<Object>> points(List<Trial> trials) {
    return trials.stream()
        .map(
            t ->
                List.<Object>of(
                    cost(t), t.score().orElseThrow(), t.architecture(), FrontTable.costs(t)))
        .toList();
  }
}
