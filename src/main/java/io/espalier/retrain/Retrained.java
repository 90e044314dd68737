package io.espalier.retrain;

import io.espalier.cost.Costs;
import io.espalier.export.Measurement;

/** The result of a network's training for itself. */
public interface Retrained {

  /** The id of its architecture. */
  String architecture();

  /** The costs of the network. */
  Costs costs();

  /** How the best checkpoint does on the data that it was chosen on. */
  Measurement validation();

  /** How it does on the test data, measured once. */
  Measurement test();
}
