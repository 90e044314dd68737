package io.espalier.stat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The best compromises between cost and score. */
public final class ParetoFront {

  private ParetoFront() {}

  /**
   * The items that no other one beats: none is as cheap or cheaper and as good or better, and
   * better in one of both. Of items that are equal in both the first is kept.
   *
   * @param cost lower is better
   * @param score higher is better
   * @return by rising cost, and so by rising score
   */
  public static <T> List<T> of(List<T> items, ToDoubleFunction<T> cost, ToDoubleFunction<T> score) {
    List<T> sorted = new ArrayList<>(items);
    sorted.sort(
        Comparator.comparingDouble(cost)
            .thenComparing(Comparator.comparingDouble(score).reversed()));
    List<T> front = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (T item : sorted) {
      double value = score.applyAsDouble(item);
      if (value > best) {
        front.add(item);
        best = value;
      }
    }
    return front;
  }
}
