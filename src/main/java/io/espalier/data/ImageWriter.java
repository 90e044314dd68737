package io.espalier.data;

import io.espalier.data.augment.AutoAugment;
import io.espalier.data.augment.RandAugment;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Turns the bytes of one image into normalised values, optionally augmented. */
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
    translate(source, 0, target, 0, height * width);
  }

  /** Writes a run of pixels; one loop per channel, which the compiler optimises well. */
  private void translate(byte[] source, int from, float[] target, int to, int pixels) {
    for (int c = 0; c < channels; c++) {
      float[] values = table[c];
      int end = from + pixels * channels;
      for (int read = from + c, write = to + c; read < end; read += channels, write += channels) {
        target[write] = values[source[read] & 0xff];
      }
    }
  }

  /**
   * Changes colours and shapes, crops, flips, then blanks a square; all steps but the first draw
   * the same number of random values for every image.
   */
  void augment(byte[] original, float[] target, Augmentation changes, RandomGenerator random) {
    byte[] source = original;
    if (!changes.policy().isNone()) {
      source = new AutoAugment(channels, height, width).apply(source, changes.policy(), random);
    }
    if (changes.operations() > 0) {
      source =
          new RandAugment(channels, height, width, changes.magnitude())
              .apply(source, changes.operations(), random);
    }
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
    int left = Math.max(0, -right);
    int pixels = width - Math.abs(right);
    for (int row = Math.max(0, -down); row < Math.min(height, height - down) && pixels > 0; row++) {
      int from = ((row + down) * width + left + right) * channels;
      int to = (row * width + left) * channels;
      translate(source, from, target, to, pixels);
      if (flipped) {
        mirror(target, row * width * channels);
      }
    }
  }

  private void mirror(float[] target, int start) {
    int left = start;
    int right = start + (width - 1) * channels;
    while (left < right) {
      for (int c = 0; c < channels; c++) {
        float kept = target[left + c];
        target[left + c] = target[right + c];
        target[right + c] = kept;
      }
      left += channels;
      right -= channels;
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
