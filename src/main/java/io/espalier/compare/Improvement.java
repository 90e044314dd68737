package io.espalier.compare;

/**
 * A step of a run's trajectory.
 *
 * @param sample the number, from 1, of the sample that was better than all before
 * @param observed its score as the searcher was told
 * @param truth its truth, NaN where that is not known
 */
record Improvement(int sample, double observed, double truth) {}
