package io.espalier.progress;

import java.util.ArrayList;
import java.util.List;

/** Asks to stop once tasks advanced by so many, and keeps what was said. */
public final class StopAfter implements Progress {

  private final long most;
  private final List<String> said = new ArrayList<>();
  private long done;

  /** Asks to stop after {@code most}; images that are read do not count. */
  public StopAfter(long most) {
    this.most = most;
  }

  /** What was said so far. */
  public List<String> said() {
    return said;
  }

  @Override
  public Task begin(String what, String unit, long total, long alreadyDone) {
    return new Task() {
      @Override
      public void advance(long by, String note) {
        done += unit.equals("images") ? 0 : by;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void say(String message) {
    said.add(message);
  }

  @Override
  public boolean stopRequested() {
    return done >= most;
  }
}
