/**
 * The blueprints of the built-in spaces, each with its published skeleton, at any size.
 *
 * <p>Their counts of parameters and MACs agree with the published tables row by row; that is the
 * proof that they build the published networks. They know nothing of tensors or engines.
 */
package io.espalier.plan.zoo;
