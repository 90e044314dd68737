package io.espalier.search.lanas;

/**
 * An architecture of a leaf's region that may be proposed.
 *
 * @param slots its bits
 * @param origin how it was found, for people: {@code 3 Gibbs sweeps}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Candidate(int[] slots, String origin) {}
