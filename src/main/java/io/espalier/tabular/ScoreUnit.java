package io.espalier.tabular;

/** The unit of a score column. */
public enum ScoreUnit {
  /** An accuracy in percent. */
  PERCENT(1),
  /** An accuracy as a share of 1; scores are then given in percent. */
  FRACTION(100),
  /** Any other quantity for which higher is better; taken as it is. */
  OTHER(1);

  private final double factor;

  ScoreUnit(double factor) {
    this.factor = factor;
  }

  /** The factor from the column's values to scores: 100 for a fraction. */
  double factor() {
    return factor;
  }

  /** Whether scores are accuracies, given in percent. */
  public boolean isAccuracy() {
    return this != OTHER;
  }
}
