package io.espalier.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** One image as bytes, row by row, channels innermost; grey if its file has it in grey. */
final class DecodedImage {

  final int channels;
  final int height;
  final int width;
  final byte[] pixels;

  private DecodedImage(int channels, int height, int width, byte[] pixels) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  static DecodedImage of(BufferedImage image) {
    boolean grey =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(image.getColorModel() instanceof IndexColorModel);
    int channels = grey ? 1 : 3;
    byte[] pixels = grey ? grey(image) : colour(image);
    return new DecodedImage(channels, image.getHeight(), image.getWidth(), pixels);
  }

  /** The stored levels: Java's own conversion of grey to RGB would change the brightness. */
  private static byte[] grey(BufferedImage image) {
    Raster raster = image.getRaster();
    int[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    int bits = raster.getSampleModel().getSampleSize(0);
    byte[] pixels = new byte[samples.length];
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] =
          (byte) (bits > 8 ? samples[p] >> (bits - 8) : samples[p] * 255 / ((1 << bits) - 1));
    }
    return pixels;
  }

  /** Red, green, blue; what is transparent shows the colour stored there. */
  private static byte[] colour(BufferedImage image) {
    int count = image.getWidth() * image.getHeight();
    byte[] pixels = new byte[3 * count];
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      byte[] stored = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      for (int p = 0; p < pixels.length; p += 3) {
        pixels[p] = stored[p + 2];
        pixels[p + 1] = stored[p + 1];
        pixels[p + 2] = stored[p];
      }
      return pixels;
    }
    int[] packed =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int p = 0; p < count; p++) {
      pixels[3 * p] = (byte) (packed[p] >> 16);
      pixels[3 * p + 1] = (byte) (packed[p] >> 8);
      pixels[3 * p + 2] = (byte) packed[p];
    }
    return pixels;
  }

  /** This image in a size and number of channels. */
  byte[] as(int wantedChannels, int wantedHeight, int wantedWidth) {
    byte[] sized = pixels;
    if (height != wantedHeight || width != wantedWidth) {
      sized = new Resizer(channels, height, width, wantedHeight).resize(pixels);
    }
    if (channels == wantedChannels) {
      return sized;
    }
    return wantedChannels == 3 ? spread(sized) : luma(sized);
  }

  private static byte[] spread(byte[] grey) {
    byte[] colour = new byte[3 * grey.length];
    for (int p = 0; p < colour.length; p++) {
      colour[p] = grey[p / 3];
    }
    return colour;
  }

  /** Brightness by ITU-R BT.601, as is usual for pictures. */
  private static byte[] luma(byte[] colour) {
    byte[] grey = new byte[colour.length / 3];
    for (int p = 0; p < grey.length; p++) {
      int red = colour[3 * p] & 0xff;
      int green = colour[3 * p + 1] & 0xff;
      int blue = colour[3 * p + 2] & 0xff;
      grey[p] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
    return grey;
  }
}
