/**
 * Where a result comes from: who made it, with what, when, from which images and with which seed,
 * versions and machine. Kept beside every result as {@code provenance.json}.
 *
 * <p>Knows nothing of what is recorded; whoever makes a result hands over its hashes and names.
 */
package io.espalier.provenance;
