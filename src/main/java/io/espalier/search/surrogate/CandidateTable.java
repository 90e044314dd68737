package io.espalier.search.surrogate;

import io.espalier.search.regression.GaussianProcess;

/** A fixed list of architectures that a process judges together. */
interface CandidateTable {

  /** The number of architectures. */
  int size();

  /** The bits of the architecture at {@code index}. */
  int[] slots(int index);

  /**
   * The predicted targets of all; in a very long list, some may be predictions of an earlier
   * process.
   */
  double[] means(GaussianProcess process);
}
