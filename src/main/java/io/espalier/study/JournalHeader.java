package io.espalier.study;

import io.espalier.estimate.Measure;

/**
 * What a journal is of. Two runs with equal headers make the same journal, apart from seconds.
 *
 * @param space the name of the search space
 * @param searcher the name of the searcher
 * @param seed the seed of the run
 * @param config the hash of everything else that decides what is proposed and how it scores
 * @param measure what scores are; follows from the configuration
 */
public record JournalHeader(
    String space, String searcher, long seed, String config, Measure measure) {}
