package io.espalier.data;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Objects;

/**
 * Labelled images of one size.
 *
 * @param channels 1 or 3
 * @param height rows of pixels
 * @param width columns of pixels
 * @param pixels their pictures
 * @param labels the class index of each image
 */
public record ImageSet(int channels, int height, int width, PixelSource pixels, IntBuffer labels) {

  public ImageSet {
    Objects.requireNonNull(pixels);
  }

  /**
   * Images in memory.
   *
   * @param pixels the images one after another, each row by row, channels innermost (NHWC), 0 to
   *     255, in a direct buffer outside the heap
   */
  public ImageSet(int channels, int height, int width, ByteBuffer pixels, IntBuffer labels) {
    this(channels, height, width, new LoadedPixels(channels, height, width, pixels), labels);
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

  /** The values of an image, row by row, channels innermost, 0 to 255; not to be changed. */
  public byte[] image(int image) {
    Crop whole = Crop.whole(pixels.height(image), pixels.width(image));
    return pixels.part(image, whole, height, width);
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
