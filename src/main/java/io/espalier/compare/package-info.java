/**
 * Comparison of searchers: every searcher on every task with every seed, its results by the number
 * of samples, and tests of the differences.
 *
 * <p>Runs are independent of each other and of their order; each is on the disk before it counts.
 * This package knows searchers and estimators, but not where tasks come from or how results are
 * shown.
 */
package io.espalier.compare;
