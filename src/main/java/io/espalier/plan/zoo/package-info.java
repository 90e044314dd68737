/**
 * The blueprints of the built-in spaces, each with its published skeleton, at any size.
 *
 * <p>Their counts of parameters and MACs agree with the published tables row by row. What counts
 * cannot tell (activations, the order of operations, pooling, heads) was compared with the authors'
 * own models; each blueprint names the files, and what differs on purpose. They know nothing of
 * tensors or engines.
 */
package io.espalier.plan.zoo;
