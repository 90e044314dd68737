package io.espalier.data.augment;

/**
 * The operations of AutoAugment and RandAugment on pictures of one size. Their ranges are those of
 * AutoAugment (Cubuk et al., CVPR 2019): at the largest strength of 1 a rotation by 30 degrees, a
 * shear by 0.3, a translation by 0.45 of the side, an enhancement by 0.9 either way. Pixels from
 * outside the picture are grey.
 */
final class AugmentOperations {

  private static final double MOST_ENHANCEMENT = 0.9;
  private static final double MOST_DEGREES = 30;
  private static final double MOST_SHEAR = 0.3;
  private static final double MOST_TRANSLATION = 0.45;
  private static final int FEWEST_BITS = 4;

  private final PhotometricOperations tones;
  private final Warp warp;
  private final int height;
  private final int width;

  AugmentOperations(int channels, int height, int width) {
    this.tones = new PhotometricOperations(channels, height, width);
    this.warp = new Warp(channels, height, width);
    this.height = height;
    this.width = width;
  }

  /**
   * Applies one operation; may change {@code image}.
   *
   * @param strength from -1 to 1; the sign is the direction of operations that have two
   */
  byte[] apply(AugmentOperation operation, byte[] image, double strength) {
    double size = Math.abs(strength);
    double factor = 1 + MOST_ENHANCEMENT * strength;
    double radians = Math.toRadians(MOST_DEGREES * strength);
    return switch (operation) {
      case IDENTITY -> image;
      case AUTOCONTRAST -> tones.autocontrast(image);
      case EQUALISE -> tones.equalise(image);
      case POSTERISE -> tones.posterise(image, 8 - (int) Math.round((8 - FEWEST_BITS) * size));
      case SOLARISE -> tones.solarise(image, (int) Math.round(256 * (1 - size)));
      case COLOUR -> tones.colour(image, factor);
      case CONTRAST -> tones.contrast(image, factor);
      case BRIGHTNESS -> tones.brightness(image, factor);
      case SHARPNESS -> tones.sharpness(image, factor);
      case ROTATE ->
          warp.apply(
              image,
              Math.cos(radians),
              -Math.sin(radians),
              Math.sin(radians),
              Math.cos(radians),
              0,
              0);
      case SHEAR_X -> warp.apply(image, 1, MOST_SHEAR * strength, 0, 1, 0, 0);
      case SHEAR_Y -> warp.apply(image, 1, 0, MOST_SHEAR * strength, 1, 0, 0);
      case TRANSLATE_X ->
          warp.apply(image, 1, 0, 0, 1, Math.rint(MOST_TRANSLATION * strength * width), 0);
      case TRANSLATE_Y ->
          warp.apply(image, 1, 0, 0, 1, 0, Math.rint(MOST_TRANSLATION * strength * height));
      case INVERT -> tones.invert(image);
    };
  }
}
