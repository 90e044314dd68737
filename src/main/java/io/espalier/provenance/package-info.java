/**
 * The origin of a result: who made it, with what, when, from which images and with which seed,
 * versions and machine. Stored with every result as {@code provenance.json}.
 *
 * <p>Knows nothing of the results; their makers provide the hashes and names.
 */
package io.espalier.provenance;
