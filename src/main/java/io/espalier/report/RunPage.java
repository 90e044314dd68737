package io.espalier.report;

import io.espalier.provenance.Provenance;
import io.espalier.report.drawing.NetworkDrawing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is shown of a run.
 *
 * @param subtitle a line about where it comes from, as text; empty if it is unknown
 * @param headline the figures that matter most, as HTML
 * @param sections the rest, in order; those without content are left out
 * @param charts the data of the charts that the sections have places for
 */
public record RunPage(
    String subtitle, String headline, List<Section> sections, Map<String, Object> charts) {

  /** The section that comes last. */
  static final String PROVENANCE = "provenance";

  /**
   * A section.
   *
   * @param id its id on the page
   * @param title its title, as text
   * @param html its content, in which everything that comes from a file is escaped
   */
  public record Section(String id, String title, String html) {}

  /**
   * The page of a run.
   *
   * @param sameBudget whether the curves of searches end with the shortest one
   */
  static RunPage of(RunContents run, boolean sameBudget) {
    SearchSection search = new SearchSection(run, sameBudget);
    TrainingSection training = new TrainingSection("training", run.training());
    TrainingSection retraining = new TrainingSection("retraining", run.retraining());
    Map<String, Object> data = new LinkedHashMap<>(search.data());
    training.data().ifPresent(d -> data.put("training", d));
    retraining.data().ifPresent(d -> data.put("retraining", d));
    String network = run.child().map(c -> NetworkDrawing.html(c.plan())).orElse("");
    List<Section> sections =
        Stream.of(
                new Section("network", "The network", network),
                new Section("search", "The search", search.html()),
                new Section("candidates", "The candidates", new CandidatesSection(run).html()),
                new Section("tree", "The LaNAS tree", new TreeSection(run).html()),
                new Section(
                    "ranking", "How far the ranking can be trusted", new RankSection(run).html()),
                new Section("supernet", "Training the supernet", training.html()),
                new Section("retrain", "Retraining the network", retraining.html()),
                new Section(PROVENANCE, "Provenance", new FilesSection(run).provenance()))
            .filter(section -> !section.html().isEmpty())
            .toList();
    return new RunPage(
        run.provenance().map(RunPage::subtitle).orElse(""),
        new Headline(run).html(),
        sections,
        data);
  }

  /** Some of the sections as HTML. */
  String elements(Predicate<Section> which) {
    return sections.stream()
        .filter(which)
        .map(section -> Html.section(section.id(), section.title(), section.html()))
        .collect(Collectors.joining());
  }

  private static String subtitle(Provenance p) {
    return "%s, seed %d, %s".formatted(p.data().name(), p.seed(), p.when().replace('T', ' '));
  }
}
