package io.espalier.search.regression;

import io.espalier.search.BitLayout;
import io.espalier.search.Features;

/**
 * The similarity of two masks to a {@link GaussianProcess}, given by the picks that they have in
 * common and the {@linkplain io.espalier.space.PathFeatures path features} of their networks.
 *
 * @param byCommon the kernel by the number of picks in common
 * @param pathFeature the contribution of a path feature in common
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Likeness(double[] byCommon, double pathFeature) {

  /** The similarity by {@code kernel} of the masks that {@code layout} lays out. */
  static Likeness of(BitLayout layout, Kernel kernel, double decay) {
    return new Likeness(kernel.byCommon(layout.slots(), decay), layout.traitWeight());
  }

  double of(Features a, Features b) {
    return byCommon[a.common(b)] + pathFeature * a.commonPathFeatures(b);
  }

  double ofItself(Features a) {
    return byCommon[a.bits().length] + pathFeature * a.pathFeatures().length;
  }
}
