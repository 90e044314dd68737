/**
 * How well estimators rank the architectures of a space, against a truth: figures with intervals,
 * and the files that hold them.
 *
 * <p>Works on numbers by name; knows nothing of networks, nor who the estimators are.
 */
package io.espalier.rank;
