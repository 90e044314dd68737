package io.espalier.search.surrogate;

import io.espalier.search.regression.GaussianProcess;

/** A fixed list of architectures, which a process judges together. */
interface CandidateTable {

  /** How many there are. */
  int size();

  /** The bits of the one at {@code index}. */
  int[] slots(int index);

  /**
   * The expected targets of all; of a very long list some may be as an earlier process saw them.
   */
  double[] means(GaussianProcess process);
}
