/**
 * Tabulated benchmarks and users' own tables: a {@link io.espalier.tabular.Table} is read once into
 * a space that lists its rows, estimators of its columns with or without noise, and truths to
 * report. The published counts in it verify ours.
 *
 * <p>Users obtain the tables from their official sources; none is part of this program. This
 * package does not know about supernets or searchers.
 */
package io.espalier.tabular;
