package io.espalier.data.augment;

import java.util.function.IntUnaryOperator;

/**
 * Operations on the pixel values of byte images, channels innermost, defined as in the Python
 * Imaging Library: an enhancement by a factor f mixes f parts of the image with 1 - f parts of an
 * image that lacks the enhanced property.
 */
final class PhotometricOperations {

  private static final int LEVELS = 256;

  private final int channels;
  private final int height;
  private final int width;

  PhotometricOperations(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
  }

  /** Stretches each channel to the whole range. */
  byte[] autocontrast(byte[] image) {
    for (int c = 0; c < channels; c++) {
      int low = LEVELS - 1;
      int high = 0;
      for (int i = c; i < image.length; i += channels) {
        low = Math.min(low, image[i] & 0xff);
        high = Math.max(high, image[i] & 0xff);
      }
      if (high > low) {
        int least = low;
        double scale = (LEVELS - 1.0) / (high - low);
        each(image, c, value -> clamp((value - least) * scale));
      }
    }
    return image;
  }

  /** Makes all values of each channel about equally frequent. */
  byte[] equalise(byte[] image) {
    for (int c = 0; c < channels; c++) {
      int[] counts = new int[LEVELS];
      int last = 0;
      for (int i = c; i < image.length; i += channels) {
        counts[image[i] & 0xff]++;
        last = Math.max(last, image[i] & 0xff);
      }
      int step = (height * width - counts[last]) / (LEVELS - 1);
      if (step > 0) {
        int[] table = new int[LEVELS];
        int below = step / 2;
        for (int value = 0; value < LEVELS; value++) {
          table[value] = Math.min(LEVELS - 1, below / step);
          below += counts[value];
        }
        each(image, c, value -> table[value]);
      }
    }
    return image;
  }

  /** Keeps the highest bits of each value. */
  byte[] posterise(byte[] image, int bits) {
    int mask = 0xff << (8 - bits);
    return each(image, value -> value & mask);
  }

  /** Inverts the values from {@code threshold} on. */
  byte[] solarise(byte[] image, int threshold) {
    return each(image, value -> value < threshold ? value : LEVELS - 1 - value);
  }

  /** Turns black into white and the other way round. */
  byte[] invert(byte[] image) {
    return each(image, value -> LEVELS - 1 - value);
  }

  /** Mixes with black. */
  byte[] brightness(byte[] image, double factor) {
    return each(image, value -> clamp(factor * value));
  }

  /** Mixes with the mean grey. */
  byte[] contrast(byte[] image, double factor) {
    double sum = 0;
    for (int pixel = 0; pixel < height * width; pixel++) {
      sum += grey(image, pixel * channels);
    }
    double mean = Math.round(sum / (height * width));
    return each(image, value -> clamp(mean + factor * (value - mean)));
  }

  /** Mixes each pixel with its grey value; leaves images of one channel as they are. */
  byte[] colour(byte[] image, double factor) {
    for (int at = 0; at < image.length && channels > 1; at += channels) {
      double grey = grey(image, at);
      for (int c = 0; c < channels; c++) {
        image[at + c] = (byte) clamp(grey + factor * ((image[at + c] & 0xff) - grey));
      }
    }
    return image;
  }

  /** Mixes with a smoothed image, whose border is unchanged. */
  byte[] sharpness(byte[] image, double factor) {
    byte[] sharpened = image.clone();
    for (int row = 1; row < height - 1; row++) {
      for (int column = 1; column < width - 1; column++) {
        for (int c = 0; c < channels; c++) {
          int at = (row * width + column) * channels + c;
          double smooth = Math.round(smooth(image, at));
          sharpened[at] = (byte) clamp(smooth + factor * ((image[at] & 0xff) - smooth));
        }
      }
    }
    return sharpened;
  }

  /** The mean over 3 x 3 pixels, with the middle one counted five times. */
  private double smooth(byte[] image, int at) {
    int sum = 4 * (image[at] & 0xff);
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        sum += image[at + (down * width + right) * channels] & 0xff;
      }
    }
    return sum / 13.0;
  }

  /** The brightness of a pixel, by ITU-R 601-2. */
  private double grey(byte[] image, int at) {
    return channels == 1
        ? image[at] & 0xff
        : 0.299 * (image[at] & 0xff)
            + 0.587 * (image[at + 1] & 0xff)
            + 0.114 * (image[at + 2] & 0xff);
  }

  private byte[] each(byte[] image, IntUnaryOperator change) {
    for (int c = 0; c < channels; c++) {
      each(image, c, change);
    }
    return image;
  }

  private void each(byte[] image, int channel, IntUnaryOperator change) {
    byte[] changed = new byte[LEVELS];
    for (int value = 0; value < LEVELS; value++) {
      changed[value] = (byte) change.applyAsInt(value);
    }
    for (int i = channel; i < image.length; i += channels) {
      image[i] = changed[image[i] & 0xff];
    }
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(LEVELS - 1, Math.round(value)));
  }
}
