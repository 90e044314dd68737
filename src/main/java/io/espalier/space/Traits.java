package io.espalier.space;

import java.util.BitSet;
import java.util.function.Function;

/**
 * What is so of a network however it is encoded, as yes or no: that it holds a certain path, for
 * example. Regressors learn from traits beside the picks.
 *
 * @param count how many traits there are
 * @param of those that a valid architecture has
 */
public record Traits(int count, Function<Architecture, BitSet> of) {}
