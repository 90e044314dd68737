/**
 * Estimates of how good an architecture is, and their combination.
 *
 * <p>This package separates searchers from networks: a searcher receives {@link
 * io.espalier.estimate.Outcome outcomes} and never learns whether they come from a supernet, a
 * table or a full training.
 */
package io.espalier.estimate;
