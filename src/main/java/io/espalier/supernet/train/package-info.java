/**
 * The one training loop, for supernets and for single networks.
 *
 * <p>A step trains a {@link io.espalier.supernet.train.PlanSampler plan drawn from the step's
 * seed}; the package does not know how it is drawn (uniformly, as random masks, guided by a tree,
 * always the same). A training may have {@link io.espalier.supernet.train.Phase phases} that differ
 * in what is drawn.
 */
package io.espalier.supernet.train;
