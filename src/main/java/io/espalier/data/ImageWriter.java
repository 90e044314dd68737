package io.espalier.data;

import io.espalier.data.augment.AutoAugment;
import io.espalier.data.augment.RandAugment;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Turns the bytes of images into normalised values, optionally augmented. For one thread. */
final class ImageWriter {

  private final int channels;
  private final int height;
  private final int width;
  private final float[][] table;

  /** The values of one row. */
  private final float[] line;

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
    this.line = new float[width * channels];
  }

  /** Writes the image as it is, to {@code at} and on. */
  void copy(byte[] source, FloatBuffer target, int at) {
    write(source, target, at, 0, 0, false, Crop.whole(0, 0));
  }

  /**
   * Changes colours and shapes, shifts, flips, then blanks a square; all steps but policies and
   * operations draw the same number of random values for every image.
   */
  void augment(
      byte[] original, FloatBuffer target, int at, Augmentation changes, RandomGenerator random) {
    byte[] source = original;
    if (!changes.policy().isNone()) {
      source = new AutoAugment(channels, height, width).apply(source, changes.policy(), random);
    }
    if (changes.operations() > 0) {
      source =
          new RandAugment(channels, height, width, changes.magnitude())
              .apply(source, changes.operations(), random);
    }
    if (changes.colourJitter() > 0) {
      source = new ColourJitter(changes.colourJitter(), random).of(source, channels);
    }
    int padding = changes.cropPadding();
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    boolean flipped = random.nextBoolean() && changes.flip();
    int centreRow = random.nextInt(height);
    int centreColumn = random.nextInt(width);
    Crop blank = blank(centreRow, centreColumn, changes.cutout());
    write(source, target, at, down, right, flipped, blank);
  }

  /** The part of the image that a square around a pixel covers. */
  private Crop blank(int centreRow, int centreColumn, int side) {
    int top = Math.max(0, centreRow - side / 2);
    int bottom = Math.min(height, centreRow - side / 2 + side);
    int left = Math.max(0, centreColumn - side / 2);
    int end = Math.min(width, centreColumn - side / 2 + side);
    return new Crop(top, left, bottom - top, Math.max(0, end - left));
  }

  /** Row by row, so that what is worked on stays in the processor's nearest memory. */
  private void write(
      byte[] source, FloatBuffer target, int at, int down, int right, boolean flipped, Crop blank) {
    int left = Math.max(0, -right);
    int pixels = width - Math.abs(right);
    for (int row = 0; row < height; row++) {
      if (row + down < 0 || row + down >= height || pixels <= 0) {
        Arrays.fill(line, 0f);
      } else {
        if (right != 0) {
          Arrays.fill(line, 0f);
        }
        translate(source, ((row + down) * width + left + right) * channels, left, pixels);
        if (flipped) {
          mirror();
        }
      }
      if (row >= blank.top() && row < blank.top() + blank.height()) {
        int from = blank.left() * channels;
        Arrays.fill(line, from, from + blank.width() * channels, 0f);
      }
      target.put(at + row * line.length, line);
    }
  }

  /** Writes a run of pixels; one loop per channel, which the compiler optimises well. */
  private void translate(byte[] source, int from, int to, int pixels) {
    for (int c = 0; c < channels; c++) {
      float[] values = table[c];
      int end = from + pixels * channels;
      int write = to * channels + c;
      for (int read = from + c; read < end; read += channels, write += channels) {
        line[write] = values[source[read] & 0xff];
      }
    }
  }

  private void mirror() {
    int left = 0;
    int right = line.length - channels;
    while (left < right) {
      for (int c = 0; c < channels; c++) {
        float kept = line[left + c];
        line[left + c] = line[right + c];
        line[right + c] = kept;
      }
      left += channels;
      right -= channels;
    }
  }
}
