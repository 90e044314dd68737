package io.espalier.report;

import io.espalier.estimate.Measure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The regions into which the LaNAS tree has divided the space. */
final class TreeSection {

  private final Map<String, Region> trees;
  private final Measure measure;

  TreeSection(RunContents run) {
    this.trees = run.trees();
    this.measure = run.measure();
  }

  String html() {
    StringBuilder html = new StringBuilder();
    trees.forEach(
        (searcher, root) -> {
          if (trees.size() > 1) {
            html.append("<h3>%s</h3>".formatted(Html.escape(searcher)));
          }
          html.append(tree(root));
        });
    return html.toString();
  }

  private String tree(Region root) {
    return """
        <p>Each node is a part of the space with the samples that lie in it. The tree sends what it \
        predicts to be better than a node's mean to the <b>good</b> child, above; the line in italics is \
        the option that counts most for belonging there. The deeper the green, the higher the mean.</p>
        <div class="scroll">%s</div>%s"""
        .formatted(
            TreeDrawing.svg(root, measure),
            Html.details("All %d regions as a table".formatted(root.all().count()), table(root)));
  }

  private String table(Region root) {
    return Html.table(
        List.of("region", "rule", "best network", "samples", "mean", "best", "visits", "UCB"),
        5,
        root.all().map(this::row).toList());
  }

  private List<String> row(Region region) {
    String rule = region.rule().stream().map(Html::escape).collect(Collectors.joining("<br>"));
    return List.of(
        "<b>%s</b>".formatted(Html.escape(region.name())),
        rule.isEmpty() ? "–" : rule,
        "<code>%s</code>".formatted(Html.escape(region.bestArchitecture())),
        Integer.toString(region.samples()),
        measure.text(region.meanScore()),
        measure.text(region.bestScore()),
        Integer.toString(region.visits()),
        Html.number(region.ucb(), 3));
  }
}
