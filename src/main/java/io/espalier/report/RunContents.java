package io.espalier.report;

import io.espalier.estimate.Measure;
import io.espalier.plan.Plan;
import io.espalier.provenance.Provenance;
import io.espalier.study.Reranked;
import io.espalier.study.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run folder holds, as far as it was found.
 *
 * @param folder the folder
 * @param config the text of its configuration
 * @param provenance where the run comes from
 * @param training the curve of the supernet
 * @param ranking how well the supernet ranks, if that was measured
 * @param searches the trials of each searcher, by its name
 * @param reranked the best of each searcher that were trained to be compared once more, ranked
 * @param measure what the searches' scores are
 * @param candidates what was trained from scratch to be compared
 * @param trees the last tree of each searcher that has one, by its name
 * @param child the network that was taken home
 * @param retraining the curve of its retraining
 * @param result what came of the retraining
 * @param notes what is not there or cannot be read, in words
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
    List<Candidate> candidates,
    Map<String, Region> trees,
    Optional<Child> child,
    Optional<Curve> retraining,
    Optional<Result> result,
    List<String> notes) {

  /** Whether nothing that a run makes was found. */
  boolean isEmpty() {
    return searches.isEmpty()
        && candidates.isEmpty()
        && trees.isEmpty()
        && Stream.of(config, provenance, training, ranking, child, retraining, result)
            .allMatch(Optional::isEmpty);
  }

  /**
   * A candidate that was trained from scratch.
   *
   * @param architecture its id
   * @param accuraciesPercent its validation accuracy after each epoch
   * @param end how it ended: {@code FINISHED}, {@code GIVEN_UP} or {@code FAILED}
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
   * @param plan what it computes
   */
  record Child(String architecture, Plan plan) {}

  /**
   * The end of a retraining.
   *
   * @param architecture the id of what was retrained; empty if not said
   * @param testAccuracyPercent its accuracy on the test images, in percent; NaN if not said
   * @param standardErrorPercent its standard error; NaN if not said
   * @param testImages how many these are; 0 if not said
   */
  record Result(
      String architecture,
      double testAccuracyPercent,
      double standardErrorPercent,
      int testImages) {}
}
