package io.espalier.search.bayes;

/** A fixed list of architectures, all of which a process judges at once. */
interface CandidateTable {

  /** How many there are. */
  int size();

  /** The bits of the one at {@code index}. */
  int[] slots(int index);

  /** The expected targets of all. */
  double[] means(GrowingProcess process);
}
