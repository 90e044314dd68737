/**
 * The searchers, which decide what to try next, all with the same ask-and-tell interface.
 *
 * <p>A searcher knows a space, the outcomes so far, and limits that are functions of an
 * architecture. It knows nothing of networks, images or files, or of the source of the estimates.
 */
package io.espalier.search;
