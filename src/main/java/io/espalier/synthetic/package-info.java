/**
 * Made-up truths, defined by formulas: for spaces that no table lists and landscapes that no table
 * has.
 *
 * <p>An instance is derived from a number and never changes. This package knows about spaces and
 * estimates, but not about searchers.
 */
package io.espalier.synthetic;
