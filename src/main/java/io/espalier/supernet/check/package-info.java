/**
 * Checks that the native libraries under a supernet compute the operations of plans as they are
 * defined.
 *
 * <p>A case is a small plan with an input. It is run twice: as supernets run it, and by a reference
 * in plain Java and double precision that follows the definitions and shares no code with the
 * first. Outputs and the gradients of the input and of all weights are compared.
 *
 * <p>Must not know its callers, or what follows from a difference. A faulty native library may
 * crash the process, so callers run checks in a separate process.
 */
package io.espalier.supernet.check;
