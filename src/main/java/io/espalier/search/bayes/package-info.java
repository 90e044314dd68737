/**
 * Bayesian optimisation: a Gaussian process learns from all outcomes, and what is proposed promises
 * the largest improvement. A rival of LaNAS without a tree.
 *
 * <p>It knows masks and scores, and nothing of networks or of who makes the estimates.
 */
package io.espalier.search.bayes;
