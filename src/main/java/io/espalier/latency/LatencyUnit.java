package io.espalier.latency;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.stat.Quantile;
import java.util.Locale;

/** A unit of measured latencies. */
public enum LatencyUnit {
  /** Nobody said: milliseconds, if that is plausible. */
  ASSUMED(1),
  /** Milliseconds. */
  MS(1),
  /** Seconds. */
  S(1_000),
  /** Microseconds. */
  US(1e-3);

  /**
   * What devices do for one image, in multiply-accumulates a second: a small microcontroller less
   * than the first, no device the second, since a single image cannot fill the large ones.
   */
  private static final double SLOWEST = 1e8;

  private static final double FASTEST = 3e12;

  private static final double MS_IN_SECOND = 1_000;

  private final double milliseconds;

  LatencyUnit(double milliseconds) {
    this.milliseconds = milliseconds;
  }

  /** The milliseconds of one of this unit. */
  double milliseconds() {
    return milliseconds;
  }

  /**
   * Checks that assumed milliseconds can be milliseconds, by what the networks compute in them.
   *
   * @param batch images in a measured run
   * @throws InputError if they look like another unit
   */
  public void check(MeasuredNetworks measured, Blueprint blueprint, int batch) {
    if (this != ASSUMED) {
      return;
    }
    double[] rates = new double[measured.count()];
    for (int n = 0; n < rates.length; n++) {
      double macs =
          (double) batch * CostModel.macs(blueprint.plan(measured.architectures().get(n)).live());
      rates[n] = macs * MS_IN_SECOND / measured.milliseconds().get(n);
    }
    double rate = Quantile.median(rates);
    if (rate > FASTEST || rate < SLOWEST) {
      throw new InputError(
          String.format(
              Locale.ROOT,
              "the latencies, %s ms in the middle, would make the device do %s million MACs a second, which none does for %s; they look like %s: state their unit (ms, s or us)",
              text(Quantile.median(measured.values())),
              text(rate / 1e6),
              batch == 1 ? "one image" : "%d images".formatted(batch),
              rate > FASTEST ? "seconds" : "microseconds"));
    }
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
