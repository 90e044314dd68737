package io.espalier.compare;

import io.espalier.random.Seed;
import io.espalier.search.Proposal;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Workers that estimate a batch each, on a clock of their own. A batch takes from half to one and a
 * half times the usual time, so that batches end in another order than they began.
 */
final class BusyWorkers {

  private static final double LEAST = 0.5;

  private final int count;
  private final RandomGenerator random;
  private final PriorityQueue<Work> underWay =
      new PriorityQueue<>(Comparator.comparingDouble(Work::end));
  private double now;

  /** A batch that is being estimated. */
  private record Work(List<Proposal> batch, double end) {}

  BusyWorkers(int count, Seed seed) {
    this.count = count;
    this.random = seed.derive("workers").generator();
  }

  boolean areFree() {
    return underWay.size() < count;
  }

  /** The number of proposals under way. */
  int proposals() {
    return underWay.stream().mapToInt(work -> work.batch().size()).sum();
  }

  /** A free worker begins with a batch. */
  void begin(List<Proposal> batch) {
    underWay.add(new Work(batch, now + LEAST + random.nextDouble()));
  }

  /** The batch that is done next. */
  List<Proposal> end() {
    Work done = underWay.remove();
    now = done.end();
    return done.batch();
  }
}
