/**
 * Several objectives: dominance, hypervolume, what a front leaves to gain, and searchers that need
 * no model. All points are minimised; a score enters with its sign changed.
 */
package io.espalier.search.objective;
