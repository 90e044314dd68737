package io.espalier.compare;

import io.espalier.search.Searcher;

/** A searcher with its settings. Safe for several threads. */
public interface Method {

  /** Its name in the comparison. */
  String name();

  /**
   * A fresh searcher.
   *
   * @throws io.espalier.error.InputError if it cannot search this instance
   */
  Searcher searcher(Instance instance, long seed);
}
