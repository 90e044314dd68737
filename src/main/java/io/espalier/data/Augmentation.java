package io.espalier.data;

import io.espalier.data.augment.AugmentPolicies;
import io.espalier.data.augment.AugmentPolicy;
import io.espalier.data.augment.CutMix;
import io.espalier.data.augment.RandAugment;
import io.espalier.error.InputError;

/**
 * Random changes to training images.
 *
 * @param cropPadding pixels of padding on each side; a part of the image's own size is then cut out
 *     at random; 0 for none, 4 is usual at 32x32
 * @param flip whether every other image is mirrored left to right
 * @param cutout side in pixels of a square that is blanked (DeVries and Taylor, 2017,
 *     arXiv:1708.04552); its centre lies anywhere in the image, so parts of it may fall outside; 0
 *     for none, 16 is usual at 32x32
 * @param operations how many operations of {@link RandAugment} each image goes through first; 0 for
 *     none, 2 are usual
 * @param magnitude the strength of these operations, from 0 to 10; 9 is usual
 * @param policy a learned policy that each image goes through before everything else
 * @param cutMix the mixing of images, after everything else
 */
public record Augmentation(
    int cropPadding,
    boolean flip,
    int cutout,
    int operations,
    double magnitude,
    AugmentPolicy policy,
    CutMix cutMix) {

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false, 0);

  private static final double LARGEST_MAGNITUDE = 10;

  public Augmentation {
    if (cropPadding < 0 || cutout < 0) {
      throw new InputError(
          "crop padding %d and cutout %d must not be negative; give 0 for none"
              .formatted(cropPadding, cutout));
    }
    if (operations < 0 || !(magnitude >= 0 && magnitude <= LARGEST_MAGNITUDE)) {
      throw new InputError(
          "%d operations of magnitude %s are not possible; allowed are 0 (none) or more, and a magnitude from 0 to 10"
              .formatted(operations, magnitude));
    }
  }

  /** Only crops, flips and cutout. */
  public Augmentation(int cropPadding, boolean flip, int cutout) {
    this(cropPadding, flip, cutout, 0, 0);
  }

  /** Crops, flips, cutout and {@link RandAugment}. */
  public Augmentation(int cropPadding, boolean flip, int cutout, int operations, double magnitude) {
    this(cropPadding, flip, cutout, operations, magnitude, AugmentPolicies.NONE, CutMix.NONE);
  }
}
