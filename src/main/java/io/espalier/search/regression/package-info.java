/**
 * The regression models that searchers fit to scored masks: ridge regression, a Gaussian process on
 * ranks, and the underlying linear algebra, computed by ND4J and checked against plain Java.
 *
 * <p>The only package that knows ND4J. It knows masks and scores, but nothing of its callers or of
 * how proposals are made.
 */
package io.espalier.search.regression;
