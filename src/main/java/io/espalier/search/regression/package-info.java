/**
 * What searchers learn from scored masks: ridge regression, a Gaussian process on ranks, and the
 * linear algebra below them, computed by ND4J and held against plain Java.
 *
 * <p>The only package that knows ND4J. It knows masks and scores, and nothing of who asks or of how
 * proposals are made.
 */
package io.espalier.search.regression;
