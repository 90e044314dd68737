/**
 * Scores of untrained networks (zero-cost proxies; Abdelfattah et al., ICLR 2021): a prediction of
 * an architecture's quality from one batch at random weights, in milliseconds.
 *
 * <p>They are estimators like any other and know nothing of a trained supernet; they only use the
 * supernet's packages to run networks.
 */
package io.espalier.supernet.zerocost;
