package io.espalier.cli.progress;

import io.espalier.progress.Progress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Bars with throughput and the time left, for a terminal. */
public final class TerminalProgress implements Progress {

  private final BooleanSupplier stop;
  private final Consumer<String> log;

  public TerminalProgress(BooleanSupplier stop, Consumer<String> log) {
    this.stop = stop;
    this.log = log;
  }

  @Override
  public Task begin(String what, String unit, long total, long done) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .startsFrom(done, Duration.ZERO)
            .setUpdateIntervalMillis(250)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .setRenderer(
                (state, width) ->
                    new BarLine(
                            what,
                            unit,
                            done,
                            state.getCurrent(),
                            total,
                            state.getElapsedAfterStart().toNanos() / 1e9,
                            state.getExtraMessage())
                        .text(width))
            .continuousUpdate()
            .build();
    log.accept("%s: %d of %d %s done before".formatted(what, done, total, unit));
    return new Task() {
      private String last = "";

      @Override
      public void advance(long by, String note) {
        last = note;
        bar.setExtraMessage(note);
        bar.stepBy(by);
      }

      @Override
      public void close() {
        bar.close();
        log.accept("%s: %d of %d %s, %s".formatted(what, bar.getCurrent(), total, unit, last));
      }
    };
  }

  @Override
  public void say(String message) {
    // Over the bar, which is drawn again below.
    System.err.println("\r" + message + "\u001b[K");
    log.accept(message);
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }
}
