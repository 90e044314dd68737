package io.espalier.run.rank;

import io.espalier.estimate.Combination;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.progress.Progress;
import io.espalier.rank.Ranking;
import io.espalier.rank.ScoreTable;
import io.espalier.run.Estimates;
import io.espalier.settings.EstimateWeights;
import io.espalier.space.Architecture;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scores of some architectures, a column for each estimator. */
final class Columns {

  static final String COMBINED = "combined";
  static final String OTHER_SEED = "supernet_other_seed";

  private final List<Architecture> architectures;
  private final Map<String, double[]> scores = new LinkedHashMap<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Columns(List<Architecture> architectures) {
    this.architectures = architectures;
  }

  /** Adds the scores of an estimator; false if a stop was asked for meanwhile. */
  boolean add(String name, RecordedEstimator estimator, Progress progress) {
    Optional<List<Outcome>> all =
        Estimates.all(estimator, architectures, "score " + name, progress);
    all.ifPresent(
        outcomes -> {
          scores.put(name, outcomes.stream().mapToDouble(Columns::score).toArray());
          outcomes.stream()
              .filter(Estimate.class::isInstance)
              .mapToDouble(outcome -> ((Estimate) outcome).seconds())
              .average()
              .ifPresent(mean -> seconds.put(name, mean));
        });
    return all.isPresent();
  }

  private static double score(Outcome outcome) {
    return outcome instanceof Estimate estimate ? estimate.score() : Double.NaN;
  }

  /** Adds the combined scores, behind those of the supernet. */
  void combine(Combination combination) {
    double[] combined = new double[architectures.size()];
    Arrays.setAll(combined, i -> combination.score(name -> scores.get(name)[i]));
    Map<String, double[]> others = new LinkedHashMap<>(scores);
    scores.clear();
    scores.put(EstimateWeights.SUPERNET, others.remove(EstimateWeights.SUPERNET));
    scores.put(COMBINED, combined);
    scores.putAll(others);
  }

  int count() {
    return architectures.size();
  }

  /** Mean seconds per architecture, by estimator. */
  Map<String, Double> seconds() {
    return seconds;
  }

  double[] scores(String name) {
    return scores.get(name);
  }

  /** The estimators that are compared with each other: those of the supernet. */
  List<Ranking.Pair> pairs() {
    return scores.keySet().stream()
        .filter(name -> name.startsWith(EstimateWeights.SUPERNET + "_"))
        .map(name -> new Ranking.Pair(EstimateWeights.SUPERNET, name))
        .toList();
  }

  ScoreTable table(double[] truths) {
    return new ScoreTable(architectures.stream().map(Architecture::id).toList(), truths, scores);
  }
}
