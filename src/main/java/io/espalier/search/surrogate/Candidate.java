package io.espalier.search.surrogate;

/**
 * An architecture that may be proposed.
 *
 * @param index its number, unique during a search
 * @param slots its bits
 * @param mean the predicted target
 * @param origin its origin, for people: {@code 2 edits of 3-1-0-2-4-1}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Candidate(int index, int[] slots, double mean, String origin) {}
