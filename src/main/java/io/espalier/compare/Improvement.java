package io.espalier.compare;

/**
 * A step of a run's trajectory.
 *
 * @param sample the number, from 1, of the sample that was better than all earlier ones
 * @param observed its score as told to the searcher
 * @param truth its truth; NaN if unknown
 */
record Improvement(int sample, double observed, double truth) {}
