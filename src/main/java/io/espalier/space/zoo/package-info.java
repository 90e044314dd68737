/**
 * The built-in spaces: NAS-Bench-201, NAS-Bench-Macro, the NASNet-like space of LaNAS, and
 * NAS-Bench-101.
 *
 * <p>They lie here, beside neither networks nor tables, so that whoever only handles architectures
 * (a searcher, a journal) can name, read and sample them. What their options compute is said by the
 * blueprints of the same names.
 */
package io.espalier.space.zoo;
