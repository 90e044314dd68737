package io.espalier.retrain;

import io.espalier.stat.Quantile;
import java.util.List;
import java.util.OptionalInt;

/**
 * The median stopping rule of Google Vizier (Golovin et al., KDD 2017, section 3.2.2): a training
 * is given up after an epoch if its best accuracy so far is strictly below the median, over the
 * trainings that were done before, of their mean accuracy up to the same epoch. Trainings that were
 * given up or failed do not count among these.
 *
 * @param finished how many trainings must be done before the rule is used; 0 to never use it
 * @param epochs how many epochs every training is given at least
 */
public record MedianRule(int finished, int epochs) {

  /** Every training goes to its end. */
  public static final MedianRule NONE = new MedianRule(0, 1);

  public MedianRule {
    if (finished < 0 || epochs < 1) {
      throw new IllegalArgumentException(
          "no rule for %d trainings and %d epochs".formatted(finished, epochs));
    }
  }

  /** Whether the rule is ever used. */
  public boolean isUsed() {
    return finished > 0;
  }

  /**
   * The first epoch, counted from 1, after which a training is given up.
   *
   * @param accuracies its accuracy after each epoch so far, in percent
   * @param length how many epochs a training has; none is given up after the last
   * @param before the accuracies of the trainings that were done before it began
   * @return empty if it goes on
   */
  public OptionalInt stop(List<Double> accuracies, int length, List<List<Double>> before) {
    if (!isUsed() || before.size() < finished) {
      return OptionalInt.empty();
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int epoch = 1; epoch <= accuracies.size() && epoch < length; epoch++) {
      best = Math.max(best, accuracies.get(epoch - 1));
      if (epoch >= epochs && best < median(before, epoch)) {
        return OptionalInt.of(epoch);
      }
    }
    return OptionalInt.empty();
  }

  private static double median(List<List<Double>> before, int epoch) {
    double[] means =
        before.stream()
            .mapToDouble(
                accuracies ->
                    accuracies.subList(0, epoch).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
            .toArray();
    return Quantile.median(means);
  }
}
