package io.espalier.plan;

/**
 * The shape of one image's activation.
 *
 * @param channels the number of channels (after global pooling and in the head: of features)
 * @param height rows of pixels
 * @param width columns of pixels
 */
public record Shape(int channels, int height, int width) {

  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an activation needs at least 1 channel, row and column, not %d x %d x %d"
              .formatted(channels, height, width));
    }
  }

  /** A vector of features. */
  public static Shape features(int count) {
    return new Shape(count, 1, 1);
  }

  /** The same picture with another number of channels. */
  public Shape withChannels(int count) {
    return new Shape(count, height, width);
  }

  /** The number of values. */
  public long values() {
    return (long) channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
