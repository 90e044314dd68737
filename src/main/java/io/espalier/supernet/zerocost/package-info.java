/**
 * Scores of untrained networks (zero-cost proxies; Abdelfattah et al., ICLR 2021): how good an
 * architecture may be, told by one batch at random weights, in milliseconds.
 *
 * <p>Estimators like any other. They know nothing of a trained supernet; what they take from the
 * supernet's packages is how networks are run.
 */
package io.espalier.supernet.zerocost;
