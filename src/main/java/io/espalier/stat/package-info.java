/**
 * Statistics on plain numbers: rank correlations, bootstrap intervals, Pareto fronts, quantiles.
 *
 * <p>Knows nothing of architectures or searches.
 */
package io.espalier.stat;
