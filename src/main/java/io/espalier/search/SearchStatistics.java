package io.espalier.search;

import java.util.Map;

/** A searcher that can say how it went about its search, such as how often it started anew. */
public interface SearchStatistics {

  /**
   * Figures about the search so far by their names, in the searcher's own order: {@code restarts},
   * or a share from 0 to 1. Like the proposals they are a function of seed, settings and calls.
   */
  Map<String, Double> statistics();
}
