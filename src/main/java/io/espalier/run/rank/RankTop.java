package io.espalier.run.rank;

import io.espalier.error.InputError;
import io.espalier.estimate.Combination;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.file.AtomicFile;
import io.espalier.rank.RankFacts;
import io.espalier.run.Estimates;
import io.espalier.run.Estimators;
import io.espalier.run.Run;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.stat.TopScored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Scores all architectures that a table knows, and looks up the truths of the highest scored:
 * {@code top.csv}. Optionally, training-free scores choose the share of them that the supernet
 * scores, and the highest scored are compared again on more images: the highest of so many owe part
 * of it to luck.
 */
final class RankTop {

  static final String FILE = "top.csv";

  /** How many of the highest scored are scored again for each of the top. */
  private static final int AGAIN = 20;

  private final RankTruth.Tabulated truth;
  private final RankSettings settings;
  private final Run run;
  private final EstimateWeights weights;

  RankTop(RankTruth.Tabulated truth, RankSettings settings, Run run) {
    this.truth = truth;
    this.settings = settings;
    this.run = run;
    this.weights = run.settings().estimate().weights();
  }

  /** The weights of the training-free scores alone. */
  private static Map<String, Double> free(EstimateWeights weights) {
    Map<String, Double> free = new LinkedHashMap<>(weights.byName());
    free.put(EstimateWeights.SUPERNET, 0.0);
    return free;
  }

  /**
   * Checks that there is a score to prefilter by.
   *
   * @throws InputError if training-free scores are to choose, and none has a weight
   */
  static void check(RankSettings settings, EstimateWeights weights) {
    if (settings.listTop() > 0
        && settings.prefilter() < 1
        && free(weights).values().stream().allMatch(weight -> weight == 0)) {
      throw new InputError(
          "a prefilter needs training-free scores to choose by; give one of them a weight, for example estimate.weights.log_synflow=1");
    }
  }

  /**
   * Scores them and writes the table.
   *
   * @param estimators the estimators of the run
   * @return the truths of the top-scored; empty if a stop was asked for
   */
  Optional<RankFacts.TopFact> list(Estimators estimators) {
    List<Architecture> left = truth.known();
    if (settings.prefilter() < 1) {
      Map<String, Double> free = free(weights);
      Optional<double[]> scores = scores(free, estimators, left);
      if (scores.isEmpty()) {
        return Optional.empty();
      }
      int kept = (int) Math.max(settings.listTop(), Math.ceil(settings.prefilter() * left.size()));
      left = highest(left, scores.get(), kept);
    }
    int seen = left.size();
    Optional<double[]> scores = scores(weights.byName(), estimators, left);
    int again = 0;
    if (scores.isPresent() && settings.topImages() > 0) {
      left = highest(left, scores.get(), AGAIN * settings.listTop());
      again = left.size();
      scores = closer(left);
    }
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    double[] truths = left.stream().mapToDouble(truth.value()).toArray();
    write(run.folder().rank().resolve(FILE), left, scores.get(), truths);
    double bestOfAll = truth.known().stream().mapToDouble(truth.value()).max().orElseThrow();
    double[] reached = scores.get();
    // A failed estimate is never among the top.
    Arrays.setAll(reached, i -> Double.isNaN(reached[i]) ? Double.NEGATIVE_INFINITY : reached[i]);
    return Optional.of(
        new RankFacts.TopFact(
            weights.isSupernetAlone() ? EstimateWeights.SUPERNET : Columns.COMBINED,
            settings.listTop(),
            truth.known().size(),
            seen,
            again,
            again > 0 ? settings.topImages() : 0,
            TopScored.meanTruth(reached, truths, settings.listTop()),
            Arrays.stream(truths).max().orElseThrow()
                - TopScored.regret(reached, truths, settings.listTop()),
            bestOfAll));
  }

  private static List<Architecture> highest(List<Architecture> all, double[] scores, int count) {
    return ranked(scores).limit(count).mapToObj(all::get).toList();
  }

  /** Scores on more images, including the reference of combined scores. */
  private Optional<double[]> closer(List<Architecture> architectures) {
    Settings own = run.settings();
    Run more = run.with(own.withSearch(own.search().withValidationImages(settings.topImages())));
    try (Estimators estimators = new Estimators(more)) {
      return scores(weights.byName(), estimators, architectures);
    }
  }

  /** The score of each by these weights, NaN where there is none; empty if stopped. */
  private Optional<double[]> scores(
      Map<String, Double> byName, Estimators estimators, List<Architecture> architectures) {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (Map.Entry<String, Double> weight : byName.entrySet()) {
      if (weight.getValue() > 0) {
        Optional<List<Outcome>> all =
            Estimates.all(
                estimators.recorded(weight.getKey()),
                architectures,
                "all " + weight.getKey(),
                run.progress());
        if (all.isEmpty()) {
          return Optional.empty();
        }
        outcomes.put(weight.getKey(), all.get());
      }
    }
    if (outcomes.keySet().equals(Set.of(EstimateWeights.SUPERNET))) {
      List<Outcome> own = outcomes.get(EstimateWeights.SUPERNET);
      return Optional.of(own.stream().mapToDouble(RankTop::score).toArray());
    }
    return estimators
        .combination(byName)
        .map(
            combination ->
                IntStream.range(0, architectures.size())
                    .mapToDouble(i -> combined(combination, outcomes, i))
                    .toArray());
  }

  private static double combined(
      Combination combination, Map<String, List<Outcome>> outcomes, int index) {
    return combination.score(name -> score(outcomes.get(name).get(index)));
  }

  private static double score(Outcome outcome) {
    return outcome instanceof Estimate estimate ? estimate.score() : Double.NaN;
  }

  /** The indices in descending order of scores; ties in their order, NaN last. */
  private static IntStream ranked(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> Double.isNaN(scores[i]) ? Double.POSITIVE_INFINITY : -scores[i]))
        .mapToInt(Integer::intValue);
  }

  private static void write(
      Path file, List<Architecture> architectures, double[] scores, double[] truths) {
    List<String> lines = new ArrayList<>(List.of("architecture,score,truth"));
    ranked(scores)
        .forEach(
            i ->
                lines.add(
                    "%s,%s,%s"
                        .formatted(
                            architectures.get(i).id(),
                            Double.isNaN(scores[i]) ? "" : Double.toString(scores[i]),
                            truths[i])));
    AtomicFile.writeText(file, String.join("\n", lines) + "\n");
  }
}
