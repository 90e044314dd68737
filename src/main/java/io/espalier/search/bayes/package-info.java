/**
 * Bayesian optimisation: a Gaussian process learns from all outcomes, and the candidate with the
 * largest expected improvement is proposed. An alternative to LaNAS without a tree.
 *
 * <p>It knows masks and scores, but nothing of networks or of the source of the estimates.
 */
package io.espalier.search.bayes;
