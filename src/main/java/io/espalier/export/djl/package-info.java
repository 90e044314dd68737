/**
 * Children as TorchScript modules, written from their plans, and DJL's PyTorch engine to prove
 * them.
 *
 * <p>Knows nothing of the other formats. The modules load without any code of ours.
 */
package io.espalier.export.djl;
