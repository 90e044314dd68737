package io.espalier.latency;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** Clocks that a network can be timed by. */
public enum Clock {
  /** Time as it passes for everybody: what counts in the end. */
  WALL("time passed", System::nanoTime),

  /**
   * Time that the processor spent on the calling thread: what passes on a machine that does nothing
   * else, for networks on one thread of a CPU.
   */
  CPU("processor time of the thread", Clock::threadNanoseconds);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final LongSupplier nanoseconds;

  Clock(String description, LongSupplier nanoseconds) {
    this.description = description;
    this.nanoseconds = nanoseconds;
  }

  private static long threadNanoseconds() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** How long something takes, in milliseconds. */
  double milliseconds(Runnable what) {
    long start = nanoseconds.getAsLong();
    what.run();
    return (nanoseconds.getAsLong() - start) / 1e6;
  }

  /** What it reads, in words. */
  String description() {
    return description;
  }
}
