package io.espalier.data.augment;

import java.util.Arrays;

/** Applies an affine map about the centre to byte images, with the nearest pixel. */
final class Warp {

  private static final byte GREY = (byte) 128;

  private final int channels;
  private final int height;
  private final int width;

  Warp(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
  }

  /**
   * The image whose pixel (x, y), counted from the centre, is the pixel of {@code image} at {@code
   * (xx x + xy y - right, yx x + yy y - down)}, so that a positive {@code right} moves it right;
   * grey if there is none.
   */
  byte[] apply(
      byte[] image, double xx, double xy, double yx, double yy, double right, double down) {
    byte[] moved = new byte[image.length];
    Arrays.fill(moved, GREY);
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double x = column - centreX;
        double y = row - centreY;
        long fromX = Math.round(xx * x + xy * y - right + centreX);
        long fromY = Math.round(yx * x + yy * y - down + centreY);
        if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
          System.arraycopy(
              image,
              (int) (fromY * width + fromX) * channels,
              moved,
              (row * width + column) * channels,
              channels);
        }
      }
    }
    return moved;
  }
}
