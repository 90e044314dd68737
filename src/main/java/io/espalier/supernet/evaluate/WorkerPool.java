package io.espalier.supernet.evaluate;

import ai.djl.pytorch.jni.JniUtils;
import io.espalier.supernet.PyTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that each run operations on one thread of the engine, so that results do not depend on
 * how many there are.
 */
final class WorkerPool implements AutoCloseable {

  private final int threadsBefore = JniUtils.getNumThreads();
  private final ExecutorService pool;

  WorkerPool(int workers) {
    PyTorch.useThreads(1);
    // The number is the thread's own in OpenMP, and a new thread has the machine's for its first
    // operations: results would depend on which these are.
    pool =
        Executors.newFixedThreadPool(
            workers,
            work ->
                new Thread(
                    () -> {
                      PyTorch.useThreads(1);
                      work.run();
                    },
                    "estimates"));
  }

  /** Runs all tasks and waits for them; the results are in the order of the tasks. */
  <T> List<T> all(List<Callable<T>> tasks) {
    List<Future<T>> pending = new ArrayList<>();
    tasks.forEach(task -> pending.add(pool.submit(task)));
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> result : pending) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while estimating", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an estimate broke off", e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
    PyTorch.useThreads(threadsBefore);
  }
}
