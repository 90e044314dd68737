/**
 * The one training loop, for supernets and for single networks.
 *
 * <p>What is trained at a step is a {@link io.espalier.supernet.train.PlanSampler plan drawn from
 * the step's seed}; who draws it (uniformly, as random masks, guided by a tree, always the same) is
 * not known here.
 */
package io.espalier.supernet.train;
