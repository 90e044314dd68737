package io.espalier.data;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture as its file means it to be seen: upright as EXIF says, 8 bits a value (of 16 the upper
 * ones), grey if the file is in grey, else red, green and blue. What is transparent shows the
 * colour stored there, colour profiles are not applied, and CMYK becomes (255 - C)(255 - K) / 255.
 *
 * <p>Needs nothing but Java: exports take this file along, so that others read pictures alike.
 */
public final class Picture {

  /** More pixels than this are no training image, but could fill the memory. */
  private static final long MOST_PIXELS = 1L << 26;

  private final int channels;
  private final int height;
  private final int width;
  private final byte[] pixels;

  private Picture(int channels, int height, int width, byte[] pixels) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /** 1 in grey, 3 in colour. */
  public int channels() {
    return channels;
  }

  /** Rows of pixels. */
  public int height() {
    return height;
  }

  /** Columns of pixels. */
  public int width() {
    return width;
  }

  /** The values from 0 to 255, row by row, channels innermost. */
  public byte[] pixels() {
    return pixels;
  }

  /**
   * Reads a JPEG or PNG file.
   *
   * @throws IOException if it is cut off, broken or of another kind; the message says what is
   *     wrong, not where
   */
  public static Picture read(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  static Picture of(byte[] file) throws IOException {
    PictureMarkers markers = PictureMarkers.of(file);
    ImageReader reader = ImageIO.getImageReadersByFormatName(markers.format()).next();
    try {
      return decode(markers, reader, null);
    } finally {
      reader.dispose();
    }
  }

  /** Decodes a file; if a cut is given, only that part, as it is stored. */
  static Picture decode(PictureMarkers file, ImageReader reader, Rectangle cut) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.readable()))) {
      reader.setInput(in, true, true);
      long size = (long) reader.getWidth(0) * reader.getHeight(0);
      if (size > MOST_PIXELS) {
        throw new IOException("has %d million pixels".formatted(size / 1_000_000));
      }
      ImageReadParam wanted = reader.getDefaultReadParam();
      wanted.setSourceRegion(cut);
      Picture stored =
          file.components() == 4
              ? ofInks(reader.readRaster(0, wanted), file.hasLuminance())
              : ofImage(reader.read(0, wanted));
      if (warnings.stream().anyMatch(Picture::isOfLostPixels)) {
        throw new IOException("is cut off or damaged: " + warnings.get(0));
      }
      return (file.isGrey() ? stored.in(1) : stored).turned(file.orientation());
    } catch (RuntimeException e) {
      // The platform's readers meet some broken files with exceptions of their own.
      throw new IOException("is broken", e);
    } finally {
      reader.removeAllIIOReadWarningListeners();
    }
  }

  /** Bytes that nobody needs are no loss; the decoder fills all else with grey. */
  private static boolean isOfLostPixels(String warning) {
    return warning.startsWith("Truncated File")
        || (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous"));
  }

  private static Picture ofImage(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    Raster raster = image.getRaster();
    boolean indexed = image.getColorModel() instanceof IndexColorModel;
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    // The stored levels: Java's own conversion of grey to RGB would change the brightness.
    if (grey && !indexed) {
      return new Picture(1, height, width, levels(raster, 1));
    }
    if (!indexed && raster.getSampleModel().getSampleSize(0) == 16) {
      return new Picture(3, height, width, levels(raster, 3));
    }
    byte[] pixels = new byte[3 * height * width];
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      byte[] stored = ((DataBufferByte) raster.getDataBuffer()).getData();
      for (int p = 0; p < pixels.length; p += 3) {
        pixels[p] = stored[p + 2];
        pixels[p + 1] = stored[p + 1];
        pixels[p + 2] = stored[p];
      }
    } else {
      int[] packed = image.getRGB(0, 0, width, height, null, 0, width);
      for (int p = 0; p < packed.length; p++) {
        pixels[3 * p] = (byte) (packed[p] >> 16);
        pixels[3 * p + 1] = (byte) (packed[p] >> 8);
        pixels[3 * p + 2] = (byte) packed[p];
      }
    }
    return new Picture(3, height, width, pixels);
  }

  private static byte[] levels(Raster raster, int channels) {
    int bits = raster.getSampleModel().getSampleSize(0);
    byte[] pixels = new byte[channels * raster.getHeight() * raster.getWidth()];
    for (int c = 0; c < channels; c++) {
      int[] samples =
          raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), c, (int[]) null);
      for (int p = 0; p < samples.length; p++) {
        int level = bits > 8 ? samples[p] >> (bits - 8) : samples[p] * 255 / ((1 << bits) - 1);
        pixels[p * channels + c] = (byte) level;
      }
    }
    return pixels;
  }

  /** Of four inks, stored inverted as is usual in JPEG, the first three maybe as YCbCr. */
  private static Picture ofInks(Raster raster, boolean hasLuminance) {
    int height = raster.getHeight();
    int width = raster.getWidth();
    int[] inks = raster.getPixels(0, 0, width, height, (int[]) null);
    byte[] pixels = new byte[3 * height * width];
    for (int p = 0; p < height * width; p++) {
      int light = inks[4 * p + 3];
      int[] cmy = {255 - inks[4 * p], 255 - inks[4 * p + 1], 255 - inks[4 * p + 2]};
      if (hasLuminance) {
        cmy = toRgb(inks[4 * p], inks[4 * p + 1] - 128, inks[4 * p + 2] - 128);
      }
      for (int c = 0; c < 3; c++) {
        // A product of two bytes, divided by 255 and rounded.
        int product = cmy[c] * light + 128;
        pixels[3 * p + c] = (byte) (light - (((product >> 8) + product) >> 8));
      }
    }
    return new Picture(3, height, width, pixels);
  }

  /** ITU-R BT.601 in 16 bits behind the point, as decoders of JPEG have it. */
  private static int[] toRgb(int y, int cb, int cr) {
    int red = y + ((91881 * cr + 32768) >> 16);
    int green = y + ((-22554 * cb - 46802 * cr + 32768) >> 16);
    int blue = y + ((116130 * cb + 32768) >> 16);
    return new int[] {clamped(red), clamped(green), clamped(blue)};
  }

  private static int clamped(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** Upright, from the way that EXIF says it was taken (1 to 8). */
  private Picture turned(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean swaps = orientation >= 5;
    boolean fromBottom = List.of(3, 4, 6, 7).contains(orientation);
    boolean fromRight = List.of(2, 3, 7, 8).contains(orientation);
    int rows = swaps ? width : height;
    int columns = swaps ? height : width;
    byte[] upright = new byte[pixels.length];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int row = swaps ? x : y;
        int column = swaps ? y : x;
        row = fromBottom ? height - 1 - row : row;
        column = fromRight ? width - 1 - column : column;
        int from = (row * width + column) * channels;
        System.arraycopy(pixels, from, upright, (y * columns + x) * channels, channels);
      }
    }
    return new Picture(channels, rows, columns, upright);
  }

  /** This picture in grey (1 channel: brightness by ITU-R BT.601) or in colour (3 channels). */
  public Picture in(int wanted) {
    if (wanted == channels) {
      return this;
    }
    byte[] changed = new byte[wanted * height * width];
    for (int p = 0; p < height * width; p++) {
      if (wanted == 3) {
        changed[3 * p] = changed[3 * p + 1] = changed[3 * p + 2] = pixels[p];
      } else {
        int red = pixels[3 * p] & 0xff;
        int green = pixels[3 * p + 1] & 0xff;
        int blue = pixels[3 * p + 2] & 0xff;
        changed[p] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      }
    }
    return new Picture(wanted, height, width, changed);
  }

  /** As Java's own kind of image: of bytes in grey, or blue, green and red. */
  public BufferedImage image() {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(width, height, type);
    byte[] stored = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int p = 0; p < pixels.length; p++) {
      stored[p] = pixels[channels == 1 ? p : p + 2 - 2 * (p % 3)];
    }
    return image;
  }
}
