package io.espalier.search;

import java.util.Map;

/** A searcher that reports statistics of its search, such as the number of restarts. */
public interface SearchStatistics {

  /**
   * Figures about the search so far by their names, in the searcher's own order: {@code restarts},
   * or a share from 0 to 1. Like the proposals, they are a function of seed, settings and calls.
   */
  Map<String, Double> statistics();
}
