package io.espalier.progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks to stop once tasks advanced by so many, and keeps what was said and done. */
public final class StopAfter implements Progress {

  private final long most;
  private final List<String> said = new ArrayList<>();
  private final Map<String, Long> left = new LinkedHashMap<>();
  private long done;

  /** Asks to stop after {@code most}; images that are read do not count. */
  public StopAfter(long most) {
    this.most = most;
  }

  /** What was said so far. */
  public List<String> said() {
    return said;
  }

  /** How much of each task was not done, by its name. */
  public Map<String, Long> left() {
    return left;
  }

  @Override
  public Task begin(String what, String unit, long total, long alreadyDone) {
    left.put(what, total - alreadyDone);
    return new Task() {
      @Override
      public void advance(long by, String note) {
        done += unit.equals("images") ? 0 : by;
        left.merge(what, -by, Long::sum);
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
