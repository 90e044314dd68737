package io.espalier.study;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The trials with the highest scores, as they come one by one. Of equal ones, the first counts. */
public final class Leaders {

  /** A trial and how many came before it. */
  private record Arrived(Trial trial, long before) {
    double score() {
      return trial.score().getAsDouble();
    }
  }

  private static final Comparator<Arrived> WORST_FIRST =
      Comparator.comparingDouble(Arrived::score)
          .thenComparing(Comparator.comparingLong(Arrived::before).reversed());

  private final int count;
  private final PriorityQueue<Arrived> leaders = new PriorityQueue<>(WORST_FIRST);
  private long arrived;

  /** The first {@code count} of those that will come. */
  public Leaders(int count) {
    this.count = count;
  }

  /** Whether a trial that comes now with this score would be among the leaders. */
  public boolean takes(double score) {
    return leaders.size() < count || (count > 0 && score > leaders.element().score());
  }

  /** Takes in a trial, with or without a score. */
  public void add(Trial trial) {
    if (trial.score().isPresent() && takes(trial.score().getAsDouble())) {
      if (leaders.size() == count) {
        leaders.remove();
      }
      leaders.add(new Arrived(trial, arrived));
    }
    arrived++;
  }

  /** The leaders, the best first. */
  public List<Trial> trials() {
    return leaders.stream().sorted(WORST_FIRST.reversed()).map(Arrived::trial).toList();
  }
}
