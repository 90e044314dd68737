/**
 * Tabulated benchmarks, and tables of one's own: a {@link io.espalier.tabular.Table} is read once
 * into a space that lists its rows, estimators of its columns with or without noise, and truths to
 * report; the published counts in it are the touchstone of ours.
 *
 * <p>The tables themselves are the user's, from their official sources; none is part of this
 * program. This package knows nothing of supernets or searchers.
 */
package io.espalier.tabular;
