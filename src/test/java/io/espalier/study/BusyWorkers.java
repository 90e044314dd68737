package io.espalier.study;

import io.espalier.estimate.Outcome;
import io.espalier.estimate.Workers;
import io.espalier.space.Architecture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers on threads of their own, who finish what they began in any order. */
final class BusyWorkers implements Workers, AutoCloseable {

  private final int count;
  private final int failing;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Workers.
   *
   * @param failing the group that fails, from 1; 0 for none
   */
  BusyWorkers(int count, int failing) {
    this.count = count;
    this.failing = failing;
  }

  /** The largest number of groups that were under way at a time. */
  int most() {
    return most.get();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public CompletableFuture<List<Outcome>> begin(List<Architecture> group) {
    int number = begun.incrementAndGet();
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(3_000));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          underWay.decrementAndGet();
          if (number == failing) {
            throw new IllegalStateException("the machine is gone");
          }
          return Grid.estimator().estimate(group);
        },
        threads);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
