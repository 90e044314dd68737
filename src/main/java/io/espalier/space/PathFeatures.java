package io.espalier.space;

import java.util.BitSet;
import java.util.function.Function;

/**
 * Binary features of a network that do not depend on its encoding: whether it contains a certain
 * path, for example. Regressors learn from them in addition to the picks.
 *
 * @param count the number of path features
 * @param weight the similarity that one shared path feature adds, where sharing all picks counts 1
 * @param of gives the path features of a valid architecture
 */
public record PathFeatures(int count, double weight, Function<Architecture, BitSet> of) {}
