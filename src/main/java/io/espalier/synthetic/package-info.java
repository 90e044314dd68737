/**
 * Truths that we made up, with their formulas: for spaces that no table lists, and for shapes that
 * no table has.
 *
 * <p>An instance is drawn from a number and never changes. This package knows spaces and estimates,
 * and nothing of who searches.
 */
package io.espalier.synthetic;
