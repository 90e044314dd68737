package io.espalier.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Pictures in memory, all of one size.
 *
 * @param channels 1 or 3
 * @param height rows of pixels
 * @param width columns of pixels
 * @param bytes the pictures one after another, each row by row, channels innermost
 */
record LoadedPixels(int channels, int height, int width, ByteBuffer bytes) implements PixelSource {

  @Override
  public int height(int image) {
    return height;
  }

  @Override
  public int width(int image) {
    return width;
  }

  @Override
  public byte[] part(int image, Crop part, int rows, int columns) {
    byte[] picture = new byte[channels * height * width];
    bytes.get(image * picture.length, picture);
    return part.resized(part.of(picture, width, channels), channels, rows, columns);
  }

  @Override
  public void addTo(Fingerprint digest) {
    digest.add(bytes.duplicate().clear());
  }

  @Override
  public Optional<Executor> readers() {
    return Optional.empty();
  }
}
