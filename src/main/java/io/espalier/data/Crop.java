package io.espalier.data;

import java.util.random.RandomGenerator;

/**
 * A rectangle of a picture.
 *
 * @param top the first row
 * @param left the first column
 * @param height rows
 * @param width columns
 */
public record Crop(int top, int left, int height, int width) {

  private static final int TRIES = 10;
  private static final double WIDEST = 4.0 / 3;

  /** A picture of this size as a whole. */
  public static Crop whole(int height, int width) {
    return new Crop(0, 0, height, width);
  }

  /**
   * A random part as for Inception (Szegedy et al., 2015, arXiv:1409.4842): a share of the area
   * that is uniform from {@code leastArea} to 1, an aspect ratio from 3:4 to 4:3, uniform in its
   * logarithm. The whole picture if ten such parts do not fit into it.
   */
  static Crop random(int height, int width, double leastArea, RandomGenerator random) {
    for (int n = 0; n < TRIES; n++) {
      double area = random.nextDouble(leastArea, 1) * height * width;
      double aspect = Math.exp(random.nextDouble(-Math.log(WIDEST), Math.log(WIDEST)));
      int columns = (int) Math.round(Math.sqrt(area * aspect));
      int rows = (int) Math.round(Math.sqrt(area / aspect));
      if (rows >= 1 && columns >= 1 && rows <= height && columns <= width) {
        int top = random.nextInt(height - rows + 1);
        return new Crop(top, random.nextInt(width - columns + 1), rows, columns);
      }
    }
    return whole(height, width);
  }

  /** Whether this is a picture of this size as a whole. */
  public boolean isWhole(int pictureHeight, int pictureWidth) {
    return height == pictureHeight && width == pictureWidth;
  }

  /** This part of a picture of {@code pictureWidth} columns. */
  public byte[] of(byte[] picture, int pictureWidth, int channels) {
    if (isWhole(picture.length / channels / pictureWidth, pictureWidth)) {
      return picture;
    }
    byte[] cut = new byte[height * width * channels];
    int line = width * channels;
    for (int row = 0; row < height; row++) {
      int from = ((top + row) * pictureWidth + left) * channels;
      System.arraycopy(picture, from, cut, row * line, line);
    }
    return cut;
  }

  /** This part, already cut out, brought to a size; the same bytes if it has that size. */
  public byte[] resized(byte[] cut, int channels, int rows, int columns) {
    return height == rows && width == columns
        ? cut
        : new Resizer(channels, height, width, rows, columns).resize(cut);
  }
}
