package io.espalier.compare;

import java.util.List;
import java.util.Map;

/**
 * What one searcher did on one task with one seed.
 *
 * @param task the task
 * @param searcher the searcher
 * @param seed the seed
 * @param instance the number of the task's instance: where it is equal, so is the truth
 * @param optimum the highest truth there is; NaN if nobody knows it
 * @param samples how many unique architectures were estimated: the budget, or fewer if the searcher
 *     had nothing left to propose
 * @param incumbents every sample with a higher score than all before
 * @param truths every sample with a higher truth than all before
 * @param topTruths the highest truth among the best scores so far, at each checkpoint and at the
 *     end; empty if that was not asked for
 * @param statistics what the searcher says about itself
 * @param cpuMillisPerProposal CPU time of the searcher's thread in asks and tells, in milliseconds
 *     per proposal; the only component that two runs with the same seed differ in
 */
record MethodRun(
    String task,
    String searcher,
    long seed,
    long instance,
    double optimum,
    int samples,
    List<Improvement> incumbents,
    List<Improvement> truths,
    List<Double> topTruths,
    Map<String, Double> statistics,
    double cpuMillisPerProposal) {

  /** Which run of a comparison this is. */
  Key key() {
    return new Key(task, searcher, seed);
  }

  /**
   * One of the runs of a comparison.
   *
   * @param task the task's name
   * @param searcher the searcher's name
   * @param seed the seed
   */
  record Key(String task, String searcher, long seed) {}

  /** The truth about the best score among the first {@code samples}; NaN if there is none. */
  double incumbentTruth(int samples) {
    double truth = Double.NaN;
    for (Improvement step : incumbents) {
      if (step.sample() > samples) {
        break;
      }
      truth = step.truth();
    }
    return truth;
  }

  /** The highest truth that was sampled; NaN if there is none. */
  double bestTruth() {
    return truths.isEmpty() ? Double.NaN : truths.get(truths.size() - 1).truth();
  }

  /** The number of the first sample whose truth reaches {@code goal}; 0 if none does. */
  int samplesTo(double goal) {
    return truths.stream()
        .filter(step -> step.truth() >= goal)
        .mapToInt(Improvement::sample)
        .findFirst()
        .orElse(0);
  }
}
