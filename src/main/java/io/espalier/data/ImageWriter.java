package io.espalier.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Turns the bytes of one image into normalised values, changed as an augmentation says. */
final class ImageWriter {

  private final int channels;
  private final int height;
  private final int width;
  private final float[][] table;

  /**
   * A writer of images of one size.
   *
   * @param table the value of each byte in each channel
   */
  ImageWriter(int channels, int height, int width, float[][] table) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.table = table;
  }

  /** Writes the image as it is. */
  void copy(byte[] source, float[] target) {
    if (channels == 1) {
      float[] values = table[0];
      for (int p = 0; p < target.length; p++) {
        target[p] = values[source[p] & 0xff];
      }
      return;
    }
    for (int p = 0; p < target.length; p += channels) {
      for (int c = 0; c < channels; c++) {
        target[p + c] = table[c][source[p + c] & 0xff];
      }
    }
  }

  /** Crops, then flips, then blanks a square; draws the same number of values for every image. */
  void augment(byte[] source, float[] target, Augmentation changes, RandomGenerator random) {
    int padding = changes.cropPadding();
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    boolean flipped = random.nextBoolean() && changes.flip();
    int centreRow = random.nextInt(height);
    int centreColumn = random.nextInt(width);
    if (down == 0 && right == 0 && !flipped) {
      copy(source, target);
    } else {
      move(source, target, down, right, flipped);
    }
    if (changes.cutout() > 0) {
      blank(target, centreRow, centreColumn, changes.cutout());
    }
  }

  private void move(byte[] source, float[] target, int down, int right, boolean flipped) {
    Arrays.fill(target, 0f);
    for (int row = Math.max(0, -down); row < Math.min(height, height - down); row++) {
      int from = (row + down) * width;
      int to = row * width;
      for (int column = Math.max(0, -right); column < Math.min(width, width - right); column++) {
        int read = (from + column + right) * channels;
        int write = (to + (flipped ? width - 1 - column : column)) * channels;
        for (int c = 0; c < channels; c++) {
          target[write + c] = table[c][source[read + c] & 0xff];
        }
      }
    }
  }

  private void blank(float[] target, int centreRow, int centreColumn, int side) {
    int top = Math.max(0, centreRow - side / 2);
    int bottom = Math.min(height, centreRow - side / 2 + side);
    int left = Math.max(0, centreColumn - side / 2);
    int end = Math.min(width, centreColumn - side / 2 + side);
    for (int row = top; row < bottom; row++) {
      Arrays.fill(target, (row * width + left) * channels, (row * width + end) * channels, 0f);
    }
  }
}
