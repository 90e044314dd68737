package io.espalier.data;

import io.espalier.data.augment.AugmentPolicies;
import io.espalier.data.augment.AugmentPolicy;
import io.espalier.data.augment.CutMix;
import io.espalier.data.augment.RandAugment;
import io.espalier.error.InputError;

/**
 * Random changes to training images, in this order: a random part, a policy, operations, colours, a
 * shift, a mirror image, a blank square, parts of other images.
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
 * @param cropArea the least share of a picture's area that a random part has, which is brought to
 *     the image's size; 1 for the whole picture, 0.08 is usual for ImageNet
 * @param colourJitter how far brightness, contrast and saturation may move: each is multiplied by a
 *     factor from 1 - jitter to 1 + jitter; 0 for none, 0.4 is usual for ImageNet
 * @param policy a learned policy that each image goes through
 * @param cutMix the mixing of images
 */
public record Augmentation(
    int cropPadding,
    boolean flip,
    int cutout,
    int operations,
    double magnitude,
    double cropArea,
    double colourJitter,
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
    if (!(cropArea > 0 && cropArea <= 1)) {
      throw new InputError(
          "a random part of at least %s of a picture's area is not possible; allowed is a share above 0, up to 1 for the whole picture"
              .formatted(cropArea));
    }
    if (!(colourJitter >= 0 && colourJitter <= 1)) {
      throw new InputError(
          "a colour jitter of %s is not possible; allowed is from 0 (none) to 1"
              .formatted(colourJitter));
    }
  }

  /** Only crops, flips and cutout. */
  public Augmentation(int cropPadding, boolean flip, int cutout) {
    this(cropPadding, flip, cutout, 0, 0);
  }

  /** As above, with operations. */
  public Augmentation(int cropPadding, boolean flip, int cutout, int operations, double magnitude) {
    this(cropPadding, flip, cutout, operations, magnitude, 1, 0, AugmentPolicies.NONE, CutMix.NONE);
  }

  /** These changes with random parts and jittered colours. */
  public Augmentation with(double leastArea, double jitter) {
    return new Augmentation(
        cropPadding, flip, cutout, operations, magnitude, leastArea, jitter, policy, cutMix);
  }

  /** These changes with a policy and the mixing of images. */
  public Augmentation with(AugmentPolicy learned, CutMix mix) {
    return new Augmentation(
        cropPadding, flip, cutout, operations, magnitude, cropArea, colourJitter, learned, mix);
  }
}
