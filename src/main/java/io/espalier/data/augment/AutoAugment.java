package io.espalier.data.augment;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Applies a learned policy. A level stands for one of ten values at equal distances in the range
 * that the paper gives an operation (Cubuk et al., CVPR 2019, appendix): enhancements by factors
 * from 0.1 to 1.9, where 1 changes nothing; 4 to 8 bits; inversion from a value of 0 to 256 on, so
 * that level 0 changes most; rotations, shears and translations from nothing to their largest, with
 * random signs as in the authors' code.
 */
public final class AutoAugment {

  private final AugmentOperations all;

  /** For images of this size. */
  public AutoAugment(int channels, int height, int width) {
    this.all = new AugmentOperations(channels, height, width);
  }

  /** An augmented copy of a byte image, channels innermost. */
  public byte[] apply(byte[] image, AugmentPolicy policy, RandomGenerator random) {
    byte[] changed = image.clone();
    List<AugmentPolicy.Step> part = policy.parts().get(random.nextInt(policy.parts().size()));
    for (AugmentPolicy.Step step : part) {
      // Every step draws as much, whether it is applied or not.
      boolean applied = random.nextDouble() < step.probability();
      boolean negative = random.nextBoolean();
      if (applied) {
        changed = all.apply(step.operation(), changed, strength(step, negative));
      }
    }
    return changed;
  }

  /** The strength that operations are given, -1 to 1. */
  static double strength(AugmentPolicy.Step step, boolean negative) {
    double share = (double) step.level() / AugmentPolicy.LARGEST_LEVEL;
    return switch (step.operation()) {
      case ROTATE, SHEAR_X, SHEAR_Y, TRANSLATE_X, TRANSLATE_Y -> negative ? -share : share;
      case COLOUR, CONTRAST, BRIGHTNESS, SHARPNESS -> 2 * share - 1;
      case POSTERISE, SOLARISE -> 1 - share;
      case IDENTITY, AUTOCONTRAST, EQUALISE, INVERT -> 1;
    };
  }
}
