package io.espalier.report;

import io.espalier.cost.Costs;
import io.espalier.estimate.Measure;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The headline figures: the network found, its quality and its cost. */
final class Headline {

  private final RunContents run;

  Headline(RunContents run) {
    this.run = run;
  }

  String html() {
    Optional<Trial> trial = trial();
    Optional<String> architecture =
        run.child().map(RunContents.Child::architecture).or(() -> trial.map(Trial::architecture));
    if (architecture.isEmpty()) {
      return "<p class=\"quiet\">This run has found no network yet.</p>";
    }
    StringBuilder cards = new StringBuilder();
    run.result()
        .filter(result -> Double.isFinite(result.testAccuracyPercent()))
        .ifPresent(result -> cards.append(test(result)));
    trial.filter(t -> t.score().isPresent()).ifPresent(t -> cards.append(estimate(t)));
    Optional<Costs> costs =
        run.child().map(child -> Costs.of(child.plan())).or(() -> trial.map(Trial::costs));
    costs.ifPresent(
        figures ->
            figures
                .byColumn()
                .forEach(
                    (column, value) ->
                        cards.append(
                            card("cost", decimals(value), "", Costs.heading(column), ""))));
    return """
        <p class="architecture"><span>Best network</span> <code>%s</code></p>
        <div class="cards">%s</div>"""
        .formatted(Html.escape(architecture.get()), cards);
  }

  private static String test(RunContents.Result result) {
    String images =
        result.testImages() > 0 && Double.isFinite(result.standardErrorPercent())
            ? uncertainty(Html.number(result.standardErrorPercent(), 2), result.testImages())
            : "";
    return card(
        "main",
        Html.number(result.testAccuracyPercent(), 2),
        "%",
        "test accuracy, retrained",
        images);
  }

  private String estimate(Trial trial) {
    Measure measure = run.measure();
    return card(
        "",
        measure.text(trial.score().orElseThrow()),
        measure.unit(),
        measure.label() + " as the search estimated it",
        trial.images() > 0 ? uncertainty(measure.text(trial.standardError()), trial.images()) : "");
  }

  private static String uncertainty(String standardError, int images) {
    return String.format(Locale.ROOT, "± %s on %,d images", standardError, images);
  }

  private static String card(String style, String value, String unit, String label, String note) {
    return """
        <div class="card %s"><strong>%s<i>%s</i></strong><span>%s</span><small>%s</small></div>"""
        .formatted(style, value, unit, Html.escape(label), Html.escape(note));
  }

  private static String decimals(double millions) {
    return Html.number(millions, millions >= 100 ? 0 : millions >= 1 ? 2 : 4);
  }

  /** The trial of the child, or the best of all trials if the child is in none. */
  private Optional<Trial> trial() {
    if (run.child().isPresent()) {
      return run.trial(run.child().get().architecture());
    }
    return reranked().or(() -> run.best(1).stream().findFirst());
  }

  /** The trial of the most accurate network of all that were trained. */
  private Optional<Trial> reranked() {
    List<Reranked> trained = run.reranked().values().stream().flatMap(List::stream).toList();
    return Reranked.best(Reranked.ranked(trained)).flatMap(best -> run.trial(best.architecture()));
  }
}
