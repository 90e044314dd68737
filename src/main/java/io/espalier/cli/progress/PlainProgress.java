package io.espalier.cli.progress;

import io.espalier.progress.Progress;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress as occasional lines, for files, pipes and continuous integration. */
public final class PlainProgress implements Progress {

  private final Consumer<String> lines;
  private final BooleanSupplier stop;
  private final Consumer<String> log;
  private final LongSupplier nanoseconds;
  private final long every;

  /**
   * Progress in lines.
   *
   * @param lines receives the lines
   * @param stop whether the user asked to stop
   * @param log receives the lines worth keeping
   * @param nanoseconds the clock
   * @param seconds the minimum time between two lines of a task
   */
  public PlainProgress(
      Consumer<String> lines,
      BooleanSupplier stop,
      Consumer<String> log,
      LongSupplier nanoseconds,
      double seconds) {
    this.lines = lines;
    this.stop = stop;
    this.log = log;
    this.nanoseconds = nanoseconds;
    this.every = (long) (seconds * 1e9);
  }

  @Override
  public Task begin(String what, String unit, long total, long done) {
    long start = nanoseconds.getAsLong();
    return new Task() {
      private long now = done;
      private long shown = start;
      private String last = "";

      @Override
      public void advance(long by, String note) {
        now += by;
        last = note;
        if (nanoseconds.getAsLong() - shown >= every) {
          shown = nanoseconds.getAsLong();
          lines.accept(line());
        }
      }

      @Override
      public void close() {
        lines.accept(line());
        log.accept(line());
      }

      private String line() {
        double seconds = (nanoseconds.getAsLong() - start) / 1e9;
        double speed = seconds > 0 ? (now - done) / seconds : 0;
        String left = speed > 0 && now < total ? ", eta " + time((total - now) / speed) : "";
        return String.format(
            Locale.ROOT,
            "%s %d/%d %s, %s%s%s",
            what,
            now,
            total,
            unit,
            BarLine.rate(speed, ""),
            left,
            last.isEmpty() ? "" : ", " + last);
      }
    };
  }

  @Override
  public void say(String message) {
    lines.accept(message);
    log.accept(message);
  }

  @Override
  public boolean stopRequested() {
    return stop.getAsBoolean();
  }

  /** Seconds as {@code m:ss} or {@code h:mm:ss}. */
  public static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
