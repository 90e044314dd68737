package io.espalier.progress;

/** Where long work tells how far it is, and asks whether the user wants it to stop. */
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
   * Begins a task that is counted. Tasks may lie within each other.
   *
   * @param what the task, for example {@code train}
   * @param unit what is counted, for example {@code steps}
   * @param total how many there are
   * @param done how many were done before (by an earlier run that is resumed)
   */
  Task begin(String what, String unit, long total, long done);

  /** Tells the user one line that matters beyond the bar, such as a roll-back. */
  void say(String message);

  /** Whether the user asked to stop: finish the step at hand, save, and return. */
  boolean stopRequested();

  /**
   * This progress without bars of its own, for works within one that has a bar already: what they
   * say and whether to stop still goes through.
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

    /** A task that nobody sees. */
    Task UNSEEN =
        new Task() {
          @Override
          public void advance(long by, String note) {}

          @Override
          public void close() {}
        };

    /**
     * Counts up.
     *
     * @param by how many more are done
     * @param note a short state to show behind the bar, for example {@code loss 1.23 top1 61.20};
     *     the end may not fit
     */
    void advance(long by, String note);

    @Override
    void close();
  }
}
