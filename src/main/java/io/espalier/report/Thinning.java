package io.espalier.report;

import io.espalier.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Leaves out of long lists what would not be seen in a chart anyway. */
final class Thinning {

  /** A chart of this page has no more places at which points can be told apart. */
  private static final int ACROSS = 250;

  private static final int UP = 120;

  private Thinning() {}

  /** Of the trials that would be drawn at the same place, the first. */
  static List<Trial> places(
      List<Trial> trials, ToDoubleFunction<Trial> across, ToDoubleFunction<Trial> up) {
    double[] xs = range(trials, across);
    double[] ys = range(trials, up);
    Set<Long> taken = new HashSet<>();
    List<Trial> kept = new ArrayList<>();
    for (Trial trial : trials) {
      double x = across.applyAsDouble(trial);
      double y = up.applyAsDouble(trial);
      if (Double.isFinite(x)
          && Double.isFinite(y)
          && taken.add(place(x, xs, ACROSS) * UP + place(y, ys, UP))) {
        kept.add(trial);
      }
    }
    return kept;
  }

  private static double[] range(List<Trial> trials, ToDoubleFunction<Trial> figure) {
    return trials.stream()
        .mapToDouble(figure)
        .filter(Double::isFinite)
        .collect(
            () -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
            (range, value) -> {
              range[0] = Math.min(range[0], value);
              range[1] = Math.max(range[1], value);
            },
            (one, other) -> {
              one[0] = Math.min(one[0], other[0]);
              one[1] = Math.max(one[1], other[1]);
            });
  }

  private static long place(double value, double[] range, int places) {
    double width = range[1] - range[0];
    return width > 0 ? Math.min(places - 1, (long) (places * (value - range[0]) / width)) : 0;
  }

  /**
   * The best score by the number of the trial. Of more trials than {@code most}, only those at
   * which it changes and the last: the drawn steps are the same.
   */
  static List<List<Object>> steps(List<Trial> trials, int most) {
    List<List<Object>> steps = new ArrayList<>();
    double before = Double.NaN;
    for (int t = 0; t < trials.size(); t++) {
      Trial trial = trials.get(t);
      if (trial.bestSoFar().isPresent()) {
        double best = trial.bestSoFar().getAsDouble();
        if (trials.size() <= most || best != before || t == trials.size() - 1) {
          steps.add(List.of(trial.number(), best));
        }
        before = best;
      }
    }
    return steps;
  }
}
