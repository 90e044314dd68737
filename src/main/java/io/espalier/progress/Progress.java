package io.espalier.progress;

/** Receives the progress of long work, and tells it whether the user wants it to stop. */
public interface Progress {

  /** Shows nothing and never asks to stop. */
  Progress SILENT =
      new Progress() {
        @Override
        public Task begin(String what, String unit, long total, long done) {
          return Task.UNSEEN;
        }

        @Override
        public void say(String message) {}

        @Override
        public boolean stopRequested() {
          return false;
        }
      };

  /**
   * Begins a task that is counted. Tasks may be nested.
   *
   * @param what the name of the task, for example {@code train}
   * @param unit the unit that is counted, for example {@code steps}
   * @param total the total number of units
   * @param done the number of units done before (by an earlier run that is resumed)
   */
  Task begin(String what, String unit, long total, long done);

  /** Shows the user one line in addition to the bar, for example about a roll-back. */
  void say(String message);

  /** Whether the user asked to stop. If so, finish the current step, save, and return. */
  boolean stopRequested();

  /**
   * This progress without bars, for work within a task that already has one: messages and stop
   * requests still pass through.
   */
  default Progress withoutTasks() {
    Progress whole = this;
    return new Progress() {
      @Override
      public Task begin(String what, String unit, long total, long done) {
        return Task.UNSEEN;
      }

      @Override
      public void say(String message) {
        whole.say(message);
      }

      @Override
      public boolean stopRequested() {
        return whole.stopRequested();
      }
    };
  }

  /** A task under way. */
  interface Task extends AutoCloseable {

    /** A task that is not shown. */
    Task UNSEEN =
        new Task() {
          @Override
          public void advance(long by, String note) {}

          @Override
          public void close() {}
        };

    /**
     * Advances the count.
     *
     * @param by the number of further units done
     * @param note a short state to show after the bar, for example {@code loss 1.23 top1 61.20};
     *     its end may be cut off
     */
    void advance(long by, String note);

    @Override
    void close();
  }
}
