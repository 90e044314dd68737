/**
 * LaNAS: search with a tree that learns where the good architectures are (Wang et al.,
 * "Sample-Efficient Neural Architecture Search by Learning Actions", TPAMI 2021).
 *
 * <p>A {@link io.espalier.search.lanas.LatentTree} repeatedly divides the space in two by linear
 * regressors on the masks; a leaf is the intersection of the half-spaces above it; {@link
 * io.espalier.search.lanas.LanasSearcher} descends by upper confidence bounds and samples inside
 * the leaf. The package knows nothing of networks and writes no files: other packages draw and save
 * {@link io.espalier.search.lanas.TreeSnapshot}.
 */
package io.espalier.search.lanas;
