package io.espalier.bench;

import io.espalier.progress.CpuTime;
import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures the CPU time and the time on the wall of one operation repeatedly. */
final class Meter {

  private final String what;
  private final String per;
  private final List<Double> milliseconds = new ArrayList<>();
  private final List<Double> perSecond = new ArrayList<>();

  Meter(String what, String per) {
    this.what = what;
    this.per = per;
  }

  /** Measures {@code work}, which does the operation {@code units} times. */
  void measure(long units, Runnable work) {
    long start = CpuTime.nanoseconds();
    long wall = System.nanoTime();
    work.run();
    add(units, CpuTime.nanoseconds() - start, System.nanoTime() - wall);
  }

  /** Takes over a measurement, in nanoseconds. */
  void add(long units, long cpu, long wall) {
    perSecond.add(units / (wall / 1e9));
    milliseconds.add(cpu / 1e6 / units);
  }

  /** Discards the measurements of the warm-up. */
  void reset() {
    milliseconds.clear();
    perSecond.clear();
  }

  Timing cost() {
    double[] all = milliseconds.stream().mapToDouble(Double::doubleValue).toArray();
    double[] speeds = perSecond.stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Arrays.stream(all).average().orElseThrow();
    return new Timing(what, per, Quantile.median(all), mean, Quantile.median(speeds), all.length);
  }
}
