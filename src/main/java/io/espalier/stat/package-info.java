/**
 * Statistics on plain numbers: rank correlations, intervals of means, medians and shares, rank
 * tests, Pareto fronts, quantiles.
 *
 * <p>Knows nothing of architectures or searches.
 */
package io.espalier.stat;
