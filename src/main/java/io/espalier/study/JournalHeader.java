package io.espalier.study;

import io.espalier.estimate.Measure;

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
 */
public record JournalHeader(
    String space,
    String searcher,
    long seed,
    String config,
    String data,
    String weights,
    Measure measure) {}
