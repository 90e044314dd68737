package io.espalier.study;

import io.espalier.estimate.Measure;
import java.util.List;

/**
 * The identity of a journal. Two runs with equal headers produce the same journal, apart from
 * seconds.
 *
 * @param space the name of the search space
 * @param searcher the name of the searcher
 * @param seed the seed of the run
 * @param config the hash of all other settings that affect proposals and scores
 * @param data the SHA-256 of the images, the text or the table that scores come from
 * @param weights the SHA-256 of the supernet's weights; empty where scores need none
 * @param measure the measure of the scores; follows from the configuration
 * @param objectives the columns of the costs that are kept low beside the score; follows from the
 *     configuration; empty for a search by score alone
 */
public record JournalHeader(
    String space,
    String searcher,
    long seed,
    String config,
    String data,
    String weights,
    Measure measure,
    List<String> objectives) {

  public JournalHeader {
    objectives = List.copyOf(objectives);
  }

  /** The identity of a journal of a search by score alone. */
  public JournalHeader(
      String space,
      String searcher,
      long seed,
      String config,
      String data,
      String weights,
      Measure measure) {
    this(space, searcher, seed, config, data, weights, measure, List.of());
  }
}
