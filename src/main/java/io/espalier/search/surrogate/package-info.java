/**
 * What a search believes of architectures that it has not seen: a {@link
 * io.espalier.search.surrogate.Surrogate} learns from the samples, {@link
 * io.espalier.search.surrogate.Candidates} hold what may be proposed, and a {@link
 * io.espalier.search.surrogate.Proposer} takes the candidate that is worth most. Bayesian
 * optimisation is this alone; LaNAS asks it inside the region that its tree chose.
 */
package io.espalier.search.surrogate;
