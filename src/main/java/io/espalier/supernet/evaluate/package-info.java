/**
 * Evaluation of a supernet's children: accuracy on images, with their own batch-norm statistics.
 *
 * <p>Searchers see this package only as an {@link io.espalier.estimate.Estimator}.
 */
package io.espalier.supernet.evaluate;
