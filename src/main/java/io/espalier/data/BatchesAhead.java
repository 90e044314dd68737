package io.espalier.data;

import io.espalier.progress.Futures;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Batches that are begun before they are asked for. Which ones are changes no batch, only how long
 * one waits for it.
 */
final class BatchesAhead {

  /** Enough to keep the readers busy while a step computes; more would only take memory. */
  private static final int AHEAD = 2;

  private final Map<Request, CompletableFuture<Batch>> begun = new HashMap<>();
  private final Begin begin;
  private final int ahead;

  /** Which batch. */
  record Request(long number, int height, int width) {

    private Request later(int steps) {
      return new Request(number + steps, height, width);
    }
  }

  /** Begins to make a batch. */
  @FunctionalInterface
  interface Begin {
    CompletableFuture<Batch> batch(Request request);
  }

  /**
   * None yet.
   *
   * @param early whether any is begun before it is asked for
   */
  BatchesAhead(Begin begin, boolean early) {
    this.begin = begin;
    this.ahead = early ? AHEAD : 0;
  }

  /**
   * A batch; those that follow it are begun.
   *
   * @param end the number after the last batch
   */
  Batch take(Request wanted, long end) {
    CompletableFuture<Batch> batch;
    synchronized (this) {
      batch = begun.remove(wanted);
      if (batch == null) {
        batch = begin.batch(wanted);
      }
      // Whoever jumps, as resumed trainings do, needs none of those begun before.
      begun
          .keySet()
          .removeIf(r -> r.number() <= wanted.number() || r.number() > wanted.number() + ahead);
      for (int n = 1; n <= ahead && wanted.number() + n < end; n++) {
        begun.computeIfAbsent(wanted.later(n), begin::batch);
      }
    }
    return Futures.join(batch);
  }
}
