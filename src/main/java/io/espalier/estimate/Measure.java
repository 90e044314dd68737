package io.espalier.estimate;

import io.espalier.stat.Decimals;
import java.util.Locale;

/** The quantity that scores measure. Higher is always better. */
public enum Measure {
  /** An accuracy in percent. */
  ACCURACY("accuracy", "%", 2),
  /** Minus the mean cross-entropy over images, in nats. */
  LOSS("minus cross-entropy", "", 4),
  /** A weighted mean of normal scores: 0 is the middle of the space ({@link Combination}). */
  COMBINED("combined score", "", 3),
  /** The values of a table's column. */
  OTHER("score", "", 4);

  private final String label;
  private final String unit;
  private final int decimals;

  Measure(String label, String unit, int decimals) {
    this.label = label;
    this.unit = unit;
    this.decimals = decimals;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Its unit; empty if it has none. */
  public String unit() {
    return unit;
  }

  /** The number of decimals needed to tell close scores apart. */
  public int decimals() {
    return decimals;
  }

  /** Its name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name followed by the unit, for a column or an axis. */
  public String heading() {
    return unit.isEmpty() ? label : label + ", " + unit;
  }

  /**
   * A score, or the difference of two scores, with {@link #decimals} decimals, or more if it is
   * small.
   */
  public String text(double score) {
    return Decimals.text(score, decimals);
  }

  /** A score with its unit. */
  public String withUnit(double score) {
    return unit.isEmpty() ? text(score) : text(score) + " " + unit;
  }
}
