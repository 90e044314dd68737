package io.espalier.data;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Objects;

/**
 * Labelled images of one size, held as bytes in a direct buffer outside the heap.
 *
 * @param channels 1 or 3
 * @param height rows of pixels
 * @param width columns of pixels
 * @param pixels the images one after another, each row by row, channels innermost (NHWC), 0 to 255
 * @param labels the class index of each image
 */
public record ImageSet(int channels, int height, int width, ByteBuffer pixels, IntBuffer labels) {

  public ImageSet {
    Objects.requireNonNull(pixels);
    long expected = (long) labels.capacity() * channels * height * width;
    if (pixels.capacity() != expected) {
      throw new IllegalArgumentException(
          "%d images of %d x %d x %d need %d bytes, not %d"
              .formatted(labels.capacity(), channels, height, width, expected, pixels.capacity()));
    }
  }

  /** The number of images. */
  public int count() {
    return labels.capacity();
  }

  /** A picture's size for messages, width first, as image programs show it. */
  public static String picture(int width, int height) {
    return "%dx%d pixels%s".formatted(width, height, width == height ? "" : " (width x height)");
  }

  /** The number of bytes of one image. */
  public int imageBytes() {
    return channels * height * width;
  }
}
