/**
 * The quality of estimators' rankings of a space's architectures against a truth: figures with
 * intervals, and the files that hold them.
 *
 * <p>Works on named lists of numbers; knows nothing of networks or of particular estimators.
 */
package io.espalier.rank;
