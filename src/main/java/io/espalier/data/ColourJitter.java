package io.espalier.data;

import java.util.random.RandomGenerator;

/**
 * Moves brightness, contrast and saturation of a picture by random factors: mixes it with black,
 * with its mean grey, and with its grey values, in this order.
 */
final class ColourJitter {

  private static final int LEVELS = 256;

  private final double brightness;
  private final double contrast;
  private final double saturation;

  /** Factors from 1 - {@code jitter} to 1 + {@code jitter}. */
  ColourJitter(double jitter, RandomGenerator random) {
    this.brightness = factor(jitter, random);
    this.contrast = factor(jitter, random);
    this.saturation = factor(jitter, random);
  }

  private static double factor(double jitter, RandomGenerator random) {
    return 1 - jitter + 2 * jitter * random.nextDouble();
  }

  /** A changed copy of a picture of 1 or 3 channels. */
  byte[] of(byte[] picture, int channels) {
    int[] bright = new int[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      bright[level] = rounded(brightness * level);
    }
    double mean = meanGrey(picture, channels, bright);
    // In one table, so that the pixels are gone through once.
    int[] both = new int[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      both[level] = rounded(mean + contrast * (bright[level] - mean));
    }
    return channels == 1 ? mapped(picture, both) : saturated(picture, both);
  }

  private static double meanGrey(byte[] picture, int channels, int[] levels) {
    long sum = 0;
    for (int p = 0; p < picture.length; p += channels) {
      int first = levels[picture[p] & 0xff];
      sum +=
          channels == 1
              ? first
              : grey(first, levels[picture[p + 1] & 0xff], levels[picture[p + 2] & 0xff]);
    }
    return (double) sum * channels / picture.length;
  }

  private static byte[] mapped(byte[] picture, int[] levels) {
    byte[] changed = new byte[picture.length];
    for (int p = 0; p < changed.length; p++) {
      changed[p] = (byte) levels[picture[p] & 0xff];
    }
    return changed;
  }

  private byte[] saturated(byte[] picture, int[] levels) {
    // 16 bits behind the point.
    int factor = (int) Math.round(saturation * (1 << 16));
    byte[] changed = new byte[picture.length];
    for (int p = 0; p < changed.length; p += 3) {
      int red = levels[picture[p] & 0xff];
      int green = levels[picture[p + 1] & 0xff];
      int blue = levels[picture[p + 2] & 0xff];
      int grey = grey(red, green, blue);
      int half = (grey << 16) + (1 << 15);
      changed[p] = (byte) clamped((half + factor * (red - grey)) >> 16);
      changed[p + 1] = (byte) clamped((half + factor * (green - grey)) >> 16);
      changed[p + 2] = (byte) clamped((half + factor * (blue - grey)) >> 16);
    }
    return changed;
  }

  /** Brightness by ITU-R BT.601, rounded. */
  private static int grey(int red, int green, int blue) {
    return (19595 * red + 38470 * green + 7471 * blue + (1 << 15)) >> 16;
  }

  private static int rounded(double level) {
    return clamped((int) Math.round(level));
  }

  private static int clamped(int level) {
    return Math.max(0, Math.min(LEVELS - 1, level));
  }
}
