package io.espalier.latency;

/**
 * Times a network that is loaded.
 *
 * @param run runs it once
 * @param free frees it
 */
record Stopwatch(Runnable run, Runnable free) implements AutoCloseable {

  /** Runs the network once; the time that it takes in milliseconds. */
  double milliseconds(Clock clock) {
    return clock.milliseconds(run);
  }

  @Override
  public void close() {
    free.run();
  }
}
