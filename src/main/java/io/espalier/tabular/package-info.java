/**
 * Tabulated benchmarks: their rows as architectures with published figures, as an estimator, and as
 * the touchstone of our counts.
 *
 * <p>The tables themselves are the user's, from their official sources; none is part of this
 * program. This package knows nothing of supernets or searchers.
 */
package io.espalier.tabular;
