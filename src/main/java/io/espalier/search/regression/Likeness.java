package io.espalier.search.regression;

import io.espalier.search.Features;

/**
 * How alike two masks are to a {@link GaussianProcess}: by the picks that they have in common, and
 * by the {@linkplain io.espalier.space.Traits traits} of their networks.
 *
 * @param byCommon the kernel by the number of picks in common
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Likeness(double[] byCommon) {

  /**
   * What a trait in common adds, where 1 is what all picks in common come to: the traits of two
   * networks that are the same then add about as much as their picks.
   */
  static final double TRAIT = 1.0 / 64;

  double of(Features a, Features b) {
    return byCommon[a.common(b)] + TRAIT * a.commonTraits(b);
  }

  double ofItself(Features a) {
    return byCommon[a.bits().length] + TRAIT * a.traits().length;
  }
}
