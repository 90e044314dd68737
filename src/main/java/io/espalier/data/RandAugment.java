package io.espalier.data;

import java.util.random.RandomGenerator;

/**
 * RandAugment (Cubuk et al., NeurIPS 2020): each image goes through a few operations, drawn
 * uniformly from fourteen, all of the same magnitude. Their ranges are those of AutoAugment's code
 * for ImageNet: at the largest magnitude of 10 a rotation by 30 degrees, a shear by 0.3, a
 * translation by 0.45 of the side, an enhancement by 0.9 either way. Signs are random; pixels from
 * outside the image are grey.
 */
final class RandAugment {

  /** The operations that can be drawn. */
  enum Operation {
    IDENTITY,
    AUTOCONTRAST,
    EQUALISE,
    POSTERISE,
    SOLARISE,
    COLOUR,
    CONTRAST,
    BRIGHTNESS,
    SHARPNESS,
    ROTATE,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y
  }

  private static final Operation[] OPERATIONS = Operation.values();
  private static final double LARGEST = 10;
  private static final double MOST_ENHANCEMENT = 0.9;
  private static final double MOST_DEGREES = 30;
  private static final double MOST_SHEAR = 0.3;
  private static final double MOST_TRANSLATION = 0.45;
  private static final int FEWEST_BITS = 4;

  private final PhotometricOperations tones;
  private final Warp warp;
  private final int height;
  private final int width;
  private final double strength;

  /** For images of this size. */
  RandAugment(int channels, int height, int width, double magnitude) {
    this.tones = new PhotometricOperations(channels, height, width);
    this.warp = new Warp(channels, height, width);
    this.height = height;
    this.width = width;
    this.strength = magnitude / LARGEST;
  }

  /** An augmented copy of a byte image, channels innermost. */
  byte[] apply(byte[] image, int operations, RandomGenerator random) {
    byte[] changed = image.clone();
    for (int i = 0; i < operations; i++) {
      Operation operation = OPERATIONS[random.nextInt(OPERATIONS.length)];
      changed = apply(operation, changed, random.nextBoolean() ? strength : -strength);
    }
    return changed;
  }

  /**
   * Applies one operation; may change {@code image}.
   *
   * @param strength from -1 to 1; the sign is the direction of operations that have two
   */
  byte[] apply(Operation operation, byte[] image, double strength) {
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
    };
  }
}
