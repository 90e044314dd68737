package io.espalier.report;

import io.espalier.estimate.Measure;
import io.espalier.plan.Plan;
import io.espalier.provenance.Provenance;
import io.espalier.study.Leaders;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contents of a run folder, as far as they were found.
 *
 * @param folder the folder
 * @param config the text of its configuration
 * @param provenance the origin of the run
 * @param training the curve of the supernet
 * @param ranking the quality of the supernet's ranking, if it was measured
 * @param searches the trials of each searcher, by its name
 * @param reranked the best networks of each searcher, reranked after training
 * @param measure the measure of the searches' scores
 * @param objectives the columns of the costs that each search keeps low, by its name; none for a
 *     search by score alone
 * @param candidates the networks that were trained from scratch for comparison
 * @param trees the last tree of each searcher that has one, by its name
 * @param child the network that was exported
 * @param retraining the curve of its retraining
 * @param result the result of the retraining
 * @param notes the parts that are missing or cannot be read, in words
 */
record RunContents(
    Path folder,
    Optional<String> config,
    Optional<Provenance> provenance,
    Optional<Curve> training,
    Optional<RankReport.Files> ranking,
    Map<String, List<Trial>> searches,
    Map<String, List<Reranked>> reranked,
    Measure measure,
    Map<String, List<String>> objectives,
    List<Candidate> candidates,
    Map<String, Region> trees,
    Optional<Child> child,
    Optional<Curve> retraining,
    Optional<Result> result,
    List<String> notes) {

  /** Whether no results of a run were found. */
  boolean isEmpty() {
    return searches.isEmpty()
        && candidates.isEmpty()
        && trees.isEmpty()
        && Stream.of(config, provenance, training, ranking, child, retraining, result)
            .allMatch(Optional::isEmpty);
  }

  /** So many of the trials of all searches with the highest scores, the best first. */
  List<Trial> best(int count) {
    Leaders leaders = new Leaders(count);
    searches.values().forEach(trials -> trials.forEach(leaders::add));
    return leaders.trials();
  }

  /** The first trial of an architecture in any search. */
  Optional<Trial> trial(String architecture) {
    return searches.values().stream()
        .flatMap(List::stream)
        .filter(trial -> trial.architecture().equals(architecture))
        .findFirst();
  }

  /**
   * A candidate that was trained from scratch.
   *
   * @param architecture its id
   * @param accuraciesPercent its validation accuracy after each epoch
   * @param end the way it ended: {@code FINISHED}, {@code GIVEN_UP} or {@code FAILED}
   */
  record Candidate(String architecture, List<Double> accuraciesPercent, String end) {

    double best() {
      return accuraciesPercent.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  /**
   * A network that was exported.
   *
   * @param architecture its id
   * @param plan its plan
   */
  record Child(String architecture, Plan plan) {}

  /**
   * The end of a retraining.
   *
   * @param architecture the id of the retrained architecture; empty if unknown
   * @param testAccuracyPercent its accuracy on the test images, in percent; NaN if unknown
   * @param standardErrorPercent its standard error; NaN if unknown
   * @param testImages the number of test images; 0 if unknown
   */
  record Result(
      String architecture,
      double testAccuracyPercent,
      double standardErrorPercent,
      int testImages) {}
}
