package io.espalier.space;

import java.util.BitSet;
import java.util.function.Function;

/**
 * What is so of a network however it is encoded, as yes or no: that it holds a certain path, for
 * example. Regressors learn from path features beside the picks.
 *
 * @param count how many path features there are
 * @param weight how much two networks are more alike for a path feature that both have, where 1 is
 *     what all their picks in common come to
 * @param of those that a valid architecture has
 */
public record PathFeatures(int count, double weight, Function<Architecture, BitSet> of) {}
