package io.espalier.data.folder;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that read pictures, as many as there are cores. */
final class DecodingThreads {

  private static final int CHUNK = 128;
  private static final long IDLE_SECONDS = 5;

  private DecodingThreads() {}

  /** Work on the pictures from {@code first} to before {@code end}. */
  @FunctionalInterface
  interface Work<T> {
    T on(int first, int end);
  }

  /** Threads that nobody needs to close: they end when there is nothing to do. */
  static ThreadPoolExecutor lasting() {
    int cores = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            cores,
            cores,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "picture reader");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * Works through a listing in chunks.
   *
   * @param verb what is done with it, for the progress
   * @return what comes of each chunk, in their order
   */
  static <T> List<T> run(FolderListing listing, String verb, Progress progress, Work<T> work) {
    int count = listing.files().size();
    int cores = Runtime.getRuntime().availableProcessors();
    MemoryShare memory = new MemoryShare(cores);
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    try (Progress.Task task = progress.begin(verb + " " + listing.folder(), "images", count, 0)) {
      List<Future<T>> chunks = new ArrayList<>();
      for (int first = 0; first < count; first += CHUNK) {
        int from = first;
        int end = Math.min(count, first + CHUNK);
        chunks.add(
            threads.submit(
                () ->
                    memory.run(
                        "a picture among those of " + listing.folder(), () -> work.on(from, end))));
      }
      List<T> results = new ArrayList<>();
      for (int c = 0; c < chunks.size(); c++) {
        results.add(chunks.get(c).get());
        task.advance(Math.min(CHUNK, count - c * CHUNK), "");
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading " + listing.folder(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputError error) {
        throw error;
      }
      throw new IllegalStateException("could not read " + listing.folder(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
