package io.espalier.compare;

import io.espalier.search.Searcher;

/** A searcher with its settings. Safe for several threads. */
public interface Method {

  /** Its name in the comparison. */
  String name();

  /**
   * How many batches are estimated at a time: one for a worker that waits for nobody. Each takes a
   * time of its own, and is told when it is done.
   */
  default int batchesUnderWay() {
    return 1;
  }

  /**
   * A fresh searcher.
   *
   * @throws io.espalier.error.InputError if it cannot search this instance
   */
  Searcher searcher(Instance instance, long seed);
}
