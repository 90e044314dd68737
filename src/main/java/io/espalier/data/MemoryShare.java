package io.espalier.data;

import io.espalier.error.InputError;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs works side by side. One that finds no memory, since others are at work, is run again while
 * no other is: large pictures are read one by one rather than not at all.
 */
final class MemoryShare {

  private final int workers;
  private final Semaphore turns;

  /** For so many at the same time. */
  MemoryShare(int workers) {
    this.workers = workers;
    this.turns = new Semaphore(workers, true);
  }

  /**
   * Runs a work, twice if need be.
   *
   * @param what the beginning of a sentence about it
   * @throws InputError if there is too little memory for it alone
   */
  <T> T run(String what, Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      // Below, after the turn is given back: who waits for all of them must hold none.
    } finally {
      turns.release();
    }
    turns.acquireUninterruptibly(workers);
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      long allowed = Runtime.getRuntime().maxMemory() >> 20;
      throw new InputError(
          "%s takes more of Java's memory than the %d MB that are allowed; start with ESPALIER_HEAP=%dm, or make it smaller"
              .formatted(what, allowed, 2 * allowed),
          e);
    } finally {
      turns.release(workers);
    }
  }
}
