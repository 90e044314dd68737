package io.espalier.estimate;

import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The groups of architectures that workers are estimating.
 *
 * @param <T> what the groups are told apart by
 */
public final class GroupsUnderWay<T> {

  private static final long MILLISECONDS_BETWEEN_LOOKS = 200;

  private final Workers workers;
  private final List<Running<T>> running = new ArrayList<>();

  private record Running<T>(
      T of, List<Architecture> group, CompletableFuture<List<Outcome>> outcomes) {}

  /**
   * A group that is done.
   *
   * @param of what it was begun as
   * @param outcomes the outcomes, in its order
   */
  public record Done<T>(T of, List<Outcome> outcomes) {}

  /** None yet. */
  public GroupsUnderWay(Workers workers) {
    this.workers = workers;
  }

  /** Whether a worker is free. */
  public boolean haveRoom() {
    return running.size() < workers.count();
  }

  /** Begins a group. */
  public void begin(T of, List<Architecture> group) {
    running.add(new Running<>(of, group, workers.begin(group)));
  }

  /**
   * Waits until some group is done. The error of one that failed is thrown once the others that are
   * done have been taken.
   *
   * @param stopRequested ends the waiting
   * @return all groups that are done, which are no longer under way
   */
  public List<Done<T>> await(BooleanSupplier stopRequested) {
    if (running.isEmpty()) {
      return List.of();
    }
    CompletableFuture<?>[] all =
        running.stream().map(Running<T>::outcomes).toArray(CompletableFuture<?>[]::new);
    CompletableFuture<Object> any = CompletableFuture.anyOf(all);
    while (!any.isDone() && !stopRequested.getAsBoolean()) {
      try {
        any.get(MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Somebody may have asked to stop meanwhile.
      } catch (ExecutionException e) {
        // It is rethrown below.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while estimates were under way", e);
      }
    }
    List<Running<T>> finished =
        running.stream()
            .filter(group -> group.outcomes().isDone())
            .filter(group -> !group.outcomes().isCompletedExceptionally())
            .toList();
    if (finished.isEmpty()) {
      finished = running.stream().filter(group -> group.outcomes().isDone()).toList();
    }
    running.removeAll(finished);
    return finished.stream().map(GroupsUnderWay::done).toList();
  }

  private static <T> Done<T> done(Running<T> finished) {
    List<Outcome> outcomes;
    try {
      outcomes = finished.outcomes().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    if (!outcomes.stream().map(Outcome::architecture).toList().equals(finished.group())) {
      throw new IllegalStateException(
          "the estimator answered %s when asked for %s".formatted(outcomes, finished.group()));
    }
    return new Done<>(finished.of(), outcomes);
  }
}
