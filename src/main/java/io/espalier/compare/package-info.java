/**
 * Searchers side by side: every searcher on every task with every seed, what each found with how
 * many samples, and what can be said of the differences.
 *
 * <p>Runs are independent of each other and of the order they are made in; each is on the disk
 * before it counts. This package knows searchers and estimators, and nothing of where tasks come
 * from or how results are shown.
 */
package io.espalier.compare;
