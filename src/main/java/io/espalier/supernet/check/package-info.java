/**
 * Whether the natives under a supernet compute what the operations of plans are defined to compute.
 *
 * <p>A case is a small plan with an input. It is run twice: as supernets run it, and by a reference
 * in plain Java and double precision that follows the definitions and shares no code with the
 * first. Outputs and the gradients of the input and of all weights are compared.
 *
 * <p>Must not know who asks, nor what follows from a difference: a native library that is at fault
 * may end the process, so whoever asks does it in a process of its own.
 */
package io.espalier.supernet.check;
