/**
 * Who decides what to try next: the searchers, all with the same ask and tell.
 *
 * <p>A searcher knows a space, what it was told, and limits that are functions of an architecture.
 * It knows nothing of networks, images, files or of who makes the estimates.
 */
package io.espalier.search;
