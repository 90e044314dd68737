package io.espalier.report;

import io.espalier.estimate.Measure;
import io.espalier.study.Reranked;
import java.util.List;
import java.util.Map;

/** The best networks of searches, in the order that a training from scratch gave them. */
final class RerankedTable {

  private RerankedTable() {}

  /** The best networks of each searcher after training. */
  static String html(Map<String, List<Reranked>> reranked, Measure measure) {
    StringBuilder html = new StringBuilder();
    reranked.forEach(
        (searcher, ranked) ->
            html.append("<h3>Reranked of %s</h3>".formatted(Html.escape(searcher)))
                .append(
                    Html.table(
                        List.of(
                            "network",
                            "validation accuracy, trained, %",
                            "± s.e.",
                            Html.escape(measure.heading()),
                            "trial",
                            "training, s"),
                        1,
                        ranked.stream().map(one -> row(one, measure)).toList())));
    return html.toString();
  }

  private static List<String> row(Reranked reranked, Measure measure) {
    boolean trained = reranked.accuracyPercent().isPresent();
    return List.of(
        "<code>%s</code>".formatted(Html.escape(reranked.architecture())),
        trained ? Html.number(reranked.accuracyPercent().getAsDouble(), 2) : "failed",
        trained ? Html.number(reranked.standardErrorPercent(), 2) : "",
        measure.text(reranked.score()),
        Integer.toString(reranked.trial()),
        Html.number(reranked.seconds(), 0));
  }
}
