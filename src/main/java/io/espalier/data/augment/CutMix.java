package io.espalier.data.augment;

import io.espalier.error.InputError;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * CutMix (Yun et al., ICCV 2019): a rectangle of an image is covered by the same part of another
 * one, and the labels are mixed by area. The rectangle's share of the area is uniform before it is
 * clipped, which is the paper's Beta(1, 1); its centre lies anywhere in the image.
 *
 * @param probability how likely an image is covered, each time; 0 for never
 * @param times how often this is tried with each image, every time with another partner
 */
public record CutMix(double probability, int times) {

  /** Images as they are. */
  public static final CutMix NONE = new CutMix(0, 1);

  private static final int MOST_TIMES = 10;

  public CutMix {
    if (!(probability >= 0 && probability <= 1) || times < 1 || times > MOST_TIMES) {
      throw new InputError(
          "CutMix was given the probability %s and %d times; allowed are 0 (never) to 1, and 1 to %d times"
              .formatted(probability, times, MOST_TIMES));
    }
  }

  /** Whether images stay as they are. */
  public boolean isNone() {
    return probability == 0;
  }

  /**
   * Part of an image.
   *
   * @param top its first row
   * @param bottom the row behind its last
   * @param left its first column
   * @param right the column behind its last
   */
  public record Box(int top, int bottom, int left, int right) {

    /** The number of its pixels. */
    public int area() {
      return (bottom - top) * (right - left);
    }
  }

  /** Draws what is to be covered; empty for nothing. */
  public Optional<Box> draw(int height, int width, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return Optional.empty();
    }
    double kept = random.nextDouble();
    return Optional.of(box(kept, random.nextInt(height), random.nextInt(width), height, width))
        .filter(box -> box.area() > 0);
  }

  /** The part around a centre whose area is all but the share that is kept, clipped. */
  static Box box(double kept, int row, int column, int height, int width) {
    double side = Math.sqrt(1 - kept);
    int halfHeight = (int) (height * side) / 2;
    int halfWidth = (int) (width * side) / 2;
    return new Box(
        Math.max(0, row - halfHeight),
        Math.min(height, row + halfHeight),
        Math.max(0, column - halfWidth),
        Math.min(width, column + halfWidth));
  }
}
