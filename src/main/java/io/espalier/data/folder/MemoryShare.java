package io.espalier.data.folder;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs tasks in parallel. A task that runs out of memory because of the others is run again alone:
 * large pictures are read one by one rather than not at all.
 */
final class MemoryShare {

  private final int workers;
  private final Semaphore turns;

  /** For {@code workers} tasks at a time. */
  MemoryShare(int workers) {
    this.workers = workers;
    this.turns = new Semaphore(workers, true);
  }

  /**
   * Runs a task, a second time alone if memory ran out.
   *
   * @param what the beginning of a sentence about the task, for the message
   * @throws InputError if there is not enough memory even for this task alone
   */
  <T> T run(String what, Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      // Retried below, after the permit is released: a thread that waits for all permits must hold
      // none.
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
              e)
          .see(Trouble.MEMORY);
    } finally {
      turns.release(workers);
    }
  }
}
