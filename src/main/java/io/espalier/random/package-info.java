/**
 * Randomness that is reproducibly derived from names.
 *
 * <p>There is one {@link io.espalier.random.Seed} per run. Every consumer derives its own from it
 * by name and step, so the randomness of step <i>t</i> needs no saved generator state. This package
 * knows nothing of the rest of the project.
 */
package io.espalier.random;
