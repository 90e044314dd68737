/**
 * Texts in memory, character by character: their sources, vocabulary and parallel streams.
 *
 * <p>Knows nothing of images, networks or searches.
 */
package io.espalier.data.text;
