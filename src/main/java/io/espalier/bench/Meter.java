package io.espalier.bench;

import io.espalier.progress.CpuTime;
import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures the CPU time of one operation repeatedly. */
final class Meter {

  private final String what;
  private final String per;
  private final List<Double> milliseconds = new ArrayList<>();

  Meter(String what, String per) {
    this.what = what;
    this.per = per;
  }

  /** Measures {@code work}, which does the operation {@code units} times. */
  void measure(long units, Runnable work) {
    long start = CpuTime.nanoseconds();
    work.run();
    milliseconds.add((CpuTime.nanoseconds() - start) / 1e6 / units);
  }

  /** Discards the measurements of the warm-up. */
  void reset() {
    milliseconds.clear();
  }

  Timing cost() {
    double[] all = milliseconds.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    return new Timing(what, per, Quantile.median(all), mean, all.length);
  }
}
