package io.espalier.search.regression;

import io.espalier.space.Architecture;

/**
 * An architecture with its score.
 *
 * @param architecture what was estimated
 * @param slots its bits, as {@link io.espalier.search.BitLayout} lays them out
 * @param score its estimate, higher is better
 * @param feasible whether it keeps the limits, so that a walk may start at it
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by identity only; a list would cost a walk dear.
public record Sample(Architecture architecture, int[] slots, double score, boolean feasible) {}
