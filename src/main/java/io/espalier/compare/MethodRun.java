package io.espalier.compare;

import java.util.List;
import java.util.Map;

/**
 * The run of one searcher on one task with one seed.
 *
 * @param task the task
 * @param searcher the searcher
 * @param seed the seed
 * @param instance the number of the task's instance; equal numbers mean equal truths
 * @param optimum the highest truth; NaN if unknown
 * @param samples the number of unique architectures estimated: the budget, or fewer if the searcher
 *     had nothing left to propose
 * @param incumbents every sample with a higher score than all earlier ones
 * @param truths every sample with a higher truth than all earlier ones
 * @param topTruths the highest truth among the best scores so far, at each checkpoint and at the
 *     end; empty if not requested
 * @param front the growth of the hypervolume; empty if there is one objective
 * @param statistics the searcher's own statistics
 * @param cpuMillisPerProposal CPU time of the searcher's thread in asks and tells, in milliseconds
 *     per proposal; the only component that differs between two runs with the same seed
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
    List<FrontCourse.Growth> front,
    Map<String, Double> statistics,
    double cpuMillisPerProposal) {

  MethodRun {
    // Files of earlier versions do not have it.
    front = front == null ? List.of() : List.copyOf(front);
  }

  /** The hypervolume after {@code samples} samples, as a share of the whole front's. */
  double hypervolume(int samples) {
    double reached = 0;
    for (FrontCourse.Growth growth : front) {
      if (growth.sample() > samples) {
        break;
      }
      reached = growth.hypervolume();
    }
    return reached;
  }

  /** The number of samples to this share of the whole front's hypervolume; 0 if not reached. */
  int samplesToHypervolume(double goal) {
    return front.stream()
        .filter(growth -> growth.hypervolume() >= goal)
        .mapToInt(FrontCourse.Growth::sample)
        .findFirst()
        .orElse(0);
  }

  /** The key of this run in its comparison. */
  Key key() {
    return new Key(task, searcher, seed);
  }

  /**
   * The key of a run in a comparison.
   *
   * @param task the task's name
   * @param searcher the searcher's name
   * @param seed the seed
   */
  record Key(String task, String searcher, long seed) {}

  /** The truth of the best score among the first {@code samples}; NaN if there is none. */
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
