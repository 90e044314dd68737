/**
 * How good an architecture is, as somebody estimates it; several estimates as one.
 *
 * <p>The wall between searchers and networks: a searcher is told {@link
 * io.espalier.estimate.Outcome outcomes}, and never learns whether a supernet, a table or a full
 * training gave them.
 */
package io.espalier.estimate;
