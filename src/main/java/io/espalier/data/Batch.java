package io.espalier.data;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Images ready to be fed to a network.
 *
 * @param count number of images
 * @param channels channels per image
 * @param height rows of pixels
 * @param width columns of pixels
 * @param pixels normalised values in a direct buffer of native byte order, channels innermost
 *     (NHWC), at position 0 with the limit after the last value
 * @param labels the class index of each image, in a direct buffer like the pixels'
 * @param covers what covers parts of images, in the order in which it was put there
 */
public record Batch(
    int count,
    int channels,
    int height,
    int width,
    FloatBuffer pixels,
    LongBuffer labels,
    List<Cover> covers) {

  public Batch {
    covers = List.copyOf(covers);
  }

  /** Images of one class each. */
  public Batch(
      int count, int channels, int height, int width, FloatBuffer pixels, LongBuffer labels) {
    this(count, channels, height, width, pixels, labels, List.of());
  }

  /**
   * A part of an image that shows another one.
   *
   * @param image the number of the image, from 0
   * @param label the class of what is seen there
   * @param share the part's share of the area
   */
  public record Cover(int image, int label, double share) {}
}
