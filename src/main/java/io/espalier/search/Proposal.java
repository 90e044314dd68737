package io.espalier.search;

import io.espalier.space.Architecture;

/**
 * An architecture to try.
 *
 * @param architecture the architecture
 * @param why the reason for the proposal, for people: {@code "good.good.bad, 3 Gibbs sweeps"}
 */
public record Proposal(Architecture architecture, String why) {}
