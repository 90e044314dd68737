package io.espalier.stat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people. */
public final class Decimals {

  /** The number of digits that a small number keeps. */
  private static final int SIGNIFICANT = 2;

  /** Smaller numbers are written with a power of ten. */
  private static final double SMALL = 1e-9;

  private Decimals() {}

  /** A number as {@code String.format("%.nf")} writes it, in a third of the time. */
  public static String fixed(double value, int decimals) {
    if (!(value > 0 && value < Double.MAX_VALUE)) {
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
    return new BigDecimal(Double.toString(value))
        .setScale(decimals, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /**
   * A number with the given decimals, or with more if it is so small that these would show little
   * or nothing of it: with 2 decimals, 0.5 is {@code 0.50} and 0.00341 is {@code 0.0034}.
   */
  public static String text(double value, int decimals) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || size == 0 || size >= Math.pow(10, SIGNIFICANT - 1 - decimals)) {
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
    if (size < SMALL) {
      return String.format(Locale.ROOT, "%." + (SIGNIFICANT - 1) + "e", value);
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(SIGNIFICANT, RoundingMode.HALF_UP))
            .stripTrailingZeros();
    return rounded.setScale(Math.max(decimals, rounded.scale())).toPlainString();
  }
}
