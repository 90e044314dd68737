/**
 * The built-in spaces: NAS-Bench-201, NAS-Bench-Macro, the NASNet-like space of LaNAS, and
 * NAS-Bench-101.
 *
 * <p>They are separate from networks and tables, so that code that only handles architectures (a
 * searcher, a journal) can name, read and sample them. The blueprints of the same names define what
 * their options compute.
 */
package io.espalier.space.zoo;
