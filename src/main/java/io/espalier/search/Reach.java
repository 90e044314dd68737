package io.espalier.search;

import io.espalier.space.Architecture;

/**
 * The range of a limit's measure over a space.
 *
 * @param smallest the smallest value
 * @param smallestAt an architecture that has it
 * @param largest the largest value
 * @param largestAt an architecture that has it
 * @param exact whether this is the exact range; otherwise a local descent found these values
 */
public record Reach(
    double smallest,
    Architecture smallestAt,
    double largest,
    Architecture largestAt,
    boolean exact) {}
