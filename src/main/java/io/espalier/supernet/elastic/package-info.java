/**
 * Supernets whose smaller networks use slices of the larger ones' weights: which channels can
 * change places without changing what a network computes, and weights that come from one of its
 * networks.
 *
 * <p>It reads plans alone, so it knows neither spaces nor their blocks.
 */
package io.espalier.supernet.elastic;
