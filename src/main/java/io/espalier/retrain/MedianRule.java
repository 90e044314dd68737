package io.espalier.retrain;

import io.espalier.stat.Quantile;
import java.util.List;
import java.util.OptionalInt;

/**
 * The median stopping rule of Google Vizier (Golovin et al., KDD 2017, section 3.2.2): a training
 * is stopped after an epoch if its best accuracy so far is strictly below the median, over the
 * trainings finished before, of their mean accuracy up to the same epoch. Trainings that were
 * stopped or failed do not count.
 *
 * @param finished the number of finished trainings from which on the rule is used; 0 to never use
 *     it
 * @param epochs the least number of epochs of every training
 */
public record MedianRule(int finished, int epochs) {

  /** No rule: every training runs to its end. */
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
   * The first epoch, counted from 1, after which a training is stopped.
   *
   * @param accuracies its accuracy after each epoch so far, in percent
   * @param length the number of epochs of a training; none is stopped after the last
   * @param before the accuracies of the trainings that were finished before it began
   * @return empty if it continues
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
