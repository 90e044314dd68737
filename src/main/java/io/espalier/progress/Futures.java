package io.espalier.progress;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results of work on other threads. */
public final class Futures {

  private Futures() {}

  /** The result, or the error that the work ended in. */
  public static <T> T join(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
