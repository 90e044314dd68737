/**
 * Predictions for architectures that a search has not seen: a {@link
 * io.espalier.search.surrogate.Surrogate} learns from the samples, {@link
 * io.espalier.search.surrogate.Candidates} holds the architectures that may be proposed, and a
 * {@link io.espalier.search.surrogate.Proposer} takes the most valuable candidate. Bayesian
 * optimisation uses this alone; LaNAS uses it inside the region that its tree chose.
 */
package io.espalier.search.surrogate;
