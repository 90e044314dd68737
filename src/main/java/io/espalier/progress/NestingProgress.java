package io.espalier.progress;

/**
 * Progress with one bar per thread: a task that begins within another is shown as the other's note,
 * so that a search shows how far the current training is.
 */
public final class NestingProgress implements Progress {

  private final Progress shown;

  // Each progress has tasks of its own, so a static field would mix them up.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Task> open = new ThreadLocal<>();

  /** Shows outermost tasks and messages on {@code shown}. */
  public NestingProgress(Progress shown) {
    this.shown = shown;
  }

  @Override
  public Task begin(String what, String unit, long total, long done) {
    Task outer = open.get();
    if (outer != null) {
      return within(outer, what, total, done);
    }
    Task task = shown.begin(what, unit, total, done);
    open.set(task);
    return new Task() {
      @Override
      public void advance(long by, String note) {
        task.advance(by, note);
      }

      @Override
      public void close() {
        open.remove();
        task.close();
      }
    };
  }

  private static Task within(Task outer, String what, long total, long done) {
    return new Task() {
      private long now = done;

      @Override
      public void advance(long by, String note) {
        now += by;
        String far = "%s %d%%".formatted(what, total > 0 ? 100 * now / total : 0);
        outer.advance(0, note.isEmpty() ? far : far + ", " + note);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void say(String message) {
    shown.say(message);
  }

  @Override
  public boolean stopRequested() {
    return shown.stopRequested();
  }
}
