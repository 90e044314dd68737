package io.espalier.report;

import io.espalier.rank.Quality;
import io.espalier.rank.RankFacts;
import io.espalier.rank.Ranking;
import io.espalier.rank.RankingRow;
import io.espalier.rank.ScoreTable;
import io.espalier.report.drawing.ScatterChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The quality of the supernet's ranking. */
final class RankSection {

  private final Optional<RankReport.Files> files;

  RankSection(RunContents run) {
    this.files = run.ranking();
  }

  String html() {
    return files.map(RankSection::html).orElse("");
  }

  private static String html(RankReport.Files files) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<p>Each estimator against the truth, %s, on %s. Brackets hold 95 %% of bootstrap samples of the architectures.</p>"
            .formatted(
                Html.escape(files.facts().ranking().getOrDefault("truth", files.facts().truth())),
                Html.escape(
                    files.facts().ranking().getOrDefault("architectures", "some of the space"))));
    html.append(table(files.ranking()));
    List<RankingRow> agreements = files.ranking().agreements();
    if (!agreements.isEmpty()) {
      html.append("<h3>Agreement with itself</h3>");
      html.append(
          Html.table(
              List.of("estimator", "with", "Kendall tau"),
              1,
              agreements.stream()
                  .map(
                      row ->
                          List.of(
                              Html.escape(row.estimator()),
                              Html.escape(row.against()),
                              Html.escape(row.text())))
                  .toList()));
    }
    files
        .facts()
        .top()
        .forEach(top -> html.append("<p>%s</p>".formatted(Html.escape(Card.top(top)))));
    html.append("<div class=\"scroll\">")
        .append(picture(files.scores(), files.facts()))
        .append("</div><ul class=\"quiet\">");
    files
        .facts()
        .limits()
        .forEach(limit -> html.append("<li>%s</li>".formatted(Html.escape(limit))));
    return html.append("</ul>").toString();
  }

  private static String table(Ranking ranking) {
    List<String> columns = new ArrayList<>(List.of("estimator"));
    Stream.of(Quality.values()).map(Quality::label).forEach(columns::add);
    List<List<String>> rows = new ArrayList<>();
    for (String estimator : ranking.estimators()) {
      List<String> cells = new ArrayList<>(List.of("<b>%s</b>".formatted(Html.escape(estimator))));
      for (Quality quality : Quality.values()) {
        cells.add(
            ranking.find(estimator, Ranking.TRUTH, quality).map(RankSection::cell).orElse("–"));
      }
      rows.add(cells);
    }
    return Html.table(columns, Quality.values().length, rows);
  }

  private static String cell(RankingRow row) {
    return row.text().replaceFirst("(\\[.*])", "<small>$1</small>");
  }

  /** Scores against truths, a chart for each estimator. */
  static String picture(ScoreTable scores, RankFacts facts) {
    List<ScatterChart> charts = new ArrayList<>();
    double[] truths = scores.truths();
    for (String estimator : scores.estimators()) {
      double[] own = scores.scores(estimator);
      charts.add(
          new ScatterChart(
              estimator,
              "score",
              facts.truth(),
              IntStream.range(0, own.length)
                  .filter(i -> Double.isFinite(own[i]))
                  .mapToObj(i -> new ScatterChart.Point(own[i], truths[i]))
                  .toList()));
    }
    return ScatterChart.svg(charts);
  }
}
