package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import java.util.List;

/** A training whose loss diverges despite roll-backs: its settings do not suit the network. */
public final class Diverged extends InputError {

  private static final long serialVersionUID = 1L;

  private final transient List<Double> accuraciesPercent;

  Diverged(String message, List<Double> accuraciesPercent) {
    super(message, Trouble.DIVERGED_TRAINING);
    this.accuraciesPercent = accuraciesPercent;
  }

  /** The validation accuracy after each earlier epoch. */
  public List<Double> accuraciesPercent() {
    return accuraciesPercent;
  }
}
