/**
 * The training of a found architecture as a standalone network: from scratch or from inherited
 * weights, with the common training loop, and measured once on the test images at the very end. The
 * same training, cut short, is an {@link io.espalier.estimate.Estimator}.
 *
 * <p>Aids of a training (an auxiliary head, dropped paths, a teacher, averages) are not part of the
 * resulting network.
 */
package io.espalier.retrain;
