package io.espalier.cli.progress;

import io.espalier.progress.Futures;
import io.espalier.progress.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Runs two pieces of work at the same time; if one fails, the other is asked to stop. */
public final class SideBySide {

  private final Progress progress;
  private final AtomicBoolean failed = new AtomicBoolean();

  private SideBySide(Progress progress) {
    this.progress = progress;
  }

  /**
   * The results of both.
   *
   * @param shown the result of the work with visible progress
   * @param unseen the result of the other
   */
  public record Results<S, U>(S shown, U unseen) {}

  /**
   * Runs both and waits for both. Rethrows the exception of the first, or else of the second.
   *
   * @param shown run on this thread, with all of {@code progress}
   * @param unseen run on another thread, without bars
   */
  public static <S, U> Results<S, U> run(
      Progress progress, Function<Progress, S> shown, Function<Progress, U> unseen) {
    SideBySide both = new SideBySide(progress);
    CompletableFuture<U> beside =
        CompletableFuture.supplyAsync(
            () -> both.guarded(unseen, both.stopping().withoutTasks()),
            work -> new Thread(work, "beside").start());
    S result;
    try {
      result = both.guarded(shown, both.stopping());
    } catch (RuntimeException | Error e) {
      // Wait, so that the other does not leave half-written files.
      beside.handle((done, broken) -> done).join();
      throw e;
    }
    return new Results<>(result, Futures.join(beside));
  }

  private <T> T guarded(Function<Progress, T> work, Progress told) {
    try {
      return work.apply(told);
    } catch (RuntimeException | Error e) {
      failed.set(true);
      throw e;
    }
  }

  /** The progress of both, which asks to stop as well if one has failed. */
  private Progress stopping() {
    return new Progress() {
      @Override
      public Task begin(String what, String unit, long total, long done) {
        return progress.begin(what, unit, total, done);
      }

      @Override
      public void say(String message) {
        progress.say(message);
      }

      @Override
      public boolean stopRequested() {
        return failed.get() || progress.stopRequested();
      }
    };
  }
}
