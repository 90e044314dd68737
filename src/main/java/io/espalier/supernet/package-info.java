/**
 * The weight-sharing supernet: weights kept by path, the runner of plans on DJL, and the files that
 * hold them.
 *
 * <p>It reads architectures only as {@link io.espalier.plan.Plan plans} and must not know
 * searchers, which meet this package only at {@link io.espalier.estimate.Estimator}. DJL's device
 * is the only place where CPU and GPU differ.
 */
package io.espalier.supernet;
