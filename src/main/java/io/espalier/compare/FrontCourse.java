package io.espalier.compare;

import io.espalier.estimate.Estimate;
import io.espalier.search.objective.Dominance;
import io.espalier.search.objective.Points;
import java.util.ArrayList;
import java.util.List;

/** The course of a run's hypervolume, of the truths of what it sampled. */
final class FrontCourse {

  private final Instance instance;
  private final List<Growth> growths = new ArrayList<>();
  private final List<double[]> front = new ArrayList<>();

  /**
   * A sample that made the front better.
   *
   * @param sample its number, from 1
   * @param hypervolume the hypervolume after it, as a share of the whole space's
   */
  record Growth(int sample, double hypervolume) {}

  FrontCourse(Instance instance) {
    this.instance = instance;
  }

  /** Takes in the next sample. */
  void take(int sample, Estimate estimate, double truth) {
    if (instance.front().isEmpty() || Double.isNaN(truth)) {
      return;
    }
    double[] point = Points.of(truth, Points.costs(estimate.architecture(), instance.objectives()));
    if (front.stream().anyMatch(member -> Dominance.dominates(member, point))) {
      return;
    }
    front.removeIf(member -> Dominance.dominates(point, member));
    front.add(point);
    growths.add(new Growth(sample, instance.front().get().share(front)));
  }

  List<Growth> growths() {
    return List.copyOf(growths);
  }
}
