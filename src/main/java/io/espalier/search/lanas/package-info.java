/**
 * LaNAS: search by a tree that learns where the good architectures are (Wang et al.,
 * "Sample-Efficient Neural Architecture Search by Learning Actions", TPAMI 2021).
 *
 * <p>A {@link io.espalier.search.lanas.LatentTree} halves the space again and again by linear
 * regressors on the masks; a leaf is the intersection of the half-spaces above it; {@link
 * io.espalier.search.lanas.LanasSearcher} walks down by upper confidence bounds and samples inside
 * the leaf. It knows nothing of networks, and writes no files: {@link
 * io.espalier.search.lanas.TreeSnapshot} is what others draw and save.
 */
package io.espalier.search.lanas;
