package io.espalier.bench;

import io.espalier.progress.CpuTime;
import java.util.ArrayList;
import java.util.List;

/** Measures the CPU time of one thing again and again. */
final class Meter {

  private final String what;
  private final String per;
  private final List<Double> milliseconds = new ArrayList<>();

  Meter(String what, String per) {
    this.what = what;
    this.per = per;
  }

  /** Measures {@code work}, which does the thing {@code units} times. */
  void measure(long units, Runnable work) {
    long start = CpuTime.nanoseconds();
    work.run();
    milliseconds.add((CpuTime.nanoseconds() - start) / 1e6 / units);
  }

  /** Forgets what was measured: it was for warming up. */
  void reset() {
    milliseconds.clear();
  }

  Cost cost() {
    List<Double> sorted = milliseconds.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    double mean = sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new Cost(what, per, median, mean, sorted.size());
  }
}
