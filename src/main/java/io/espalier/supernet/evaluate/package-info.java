/**
 * How good children of a supernet are: accuracy on images, with batch-norm statistics of their own.
 *
 * <p>Searchers see this package only as an {@link io.espalier.estimate.Estimator}.
 */
package io.espalier.supernet.evaluate;
