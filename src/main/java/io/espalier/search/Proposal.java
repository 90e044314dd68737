package io.espalier.search;

import io.espalier.space.Architecture;

/**
 * An architecture to try.
 *
 * @param architecture what to try
 * @param why how the searcher came to it, for people: {@code "good.good.bad, 3 Gibbs sweeps"}
 */
public record Proposal(Architecture architecture, String why) {}
