package io.espalier.data;

import io.espalier.error.InputError;

/**
 * Random changes to training images.
 *
 * @param cropPadding pixels of padding on each side, from which a part of the image's own size is
 *     cut at random; 0 for none, 4 is usual at 32x32
 * @param flip whether every other image is mirrored left to right
 * @param cutout side in pixels of a square that is blanked (DeVries and Taylor, 2017,
 *     arXiv:1708.04552); its centre lies anywhere in the image, so parts of it may fall outside; 0
 *     for none, 16 is usual at 32x32
 */
public record Augmentation(int cropPadding, boolean flip, int cutout) {

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false, 0);

  public Augmentation {
    if (cropPadding < 0 || cutout < 0) {
      throw new InputError(
          "crop padding %d and cutout %d must not be negative; give 0 for none"
              .formatted(cropPadding, cutout));
    }
  }
}
