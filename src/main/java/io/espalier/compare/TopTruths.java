package io.espalier.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The highest truth among the best scores so far, at each checkpoint and at the end: the result if
 * the few best of a search are measured exactly.
 */
final class TopTruths {

  private final Design design;
  private final List<Improvement> all = new ArrayList<>();
  private final List<Double> truths = new ArrayList<>();

  TopTruths(Design design) {
    this.design = design;
  }

  void add(Improvement sample) {
    if (design.top() > 0) {
      all.add(sample);
    }
  }

  /** Records the value if this number of samples is a checkpoint. */
  void sampled(int samples) {
    if (design.top() > 0 && design.checkpoints().contains(samples)) {
      truths.add(best());
    }
  }

  /** Fills in the checkpoints that an exhausted search never reached, and adds the end. */
  void end() {
    while (design.top() > 0 && truths.size() <= design.checkpoints().size()) {
      truths.add(best());
    }
  }

  List<Double> truths() {
    return truths;
  }

  private double best() {
    // The sort is stable: of equal scores, the earlier one counts.
    return all.stream()
        .sorted(Comparator.comparingDouble(Improvement::observed).reversed())
        .limit(design.top())
        .mapToDouble(Improvement::truth)
        .filter(truth -> !Double.isNaN(truth))
        .max()
        .orElse(Double.NaN);
  }
}
