/**
 * What a found architecture can do when it is trained for itself: from scratch or from inherited
 * weights, with the one training loop, and measured once on the test images at the very end. The
 * same training, cut short, is an {@link io.espalier.estimate.Estimator}.
 *
 * <p>What helps a training (an auxiliary head, dropped paths, a teacher, averages) is left out of
 * the network that it leaves.
 */
package io.espalier.retrain;
