package io.espalier.tabular;

/** What the numbers of a score column are. */
public enum ScoreUnit {
  /** An accuracy in percent. */
  PERCENT(1),
  /** An accuracy as a share of 1; scores are then given in percent. */
  FRACTION(100),
  /** Anything else of which more is better; taken as it is. */
  OTHER(1);

  private final double factor;

  ScoreUnit(double factor) {
    this.factor = factor;
  }

  /** What one unit of the column is in the scores that are given: 100 for a fraction. */
  double factor() {
    return factor;
  }

  /** Whether scores are accuracies, given in percent. */
  public boolean isAccuracy() {
    return this != OTHER;
  }
}
