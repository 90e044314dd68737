package io.espalier.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEG and PNG files. Keeps its readers between files; for one thread at a time. */
final class ImageDecoder implements AutoCloseable {

  /** More pixels than this are no training image, but could fill the memory. */
  private static final long MOST_PIXELS = 1L << 26;

  private final ImageReader jpeg = ImageIO.getImageReadersByFormatName("jpeg").next();
  private final ImageReader png = ImageIO.getImageReadersByFormatName("png").next();

  /**
   * Decodes one file.
   *
   * @throws IOException if it is broken or of another kind; the message says what is wrong, not
   *     where
   */
  DecodedImage decode(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ImageReader reader = readerOf(bytes);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      long size = (long) reader.getWidth(0) * reader.getHeight(0);
      if (size > MOST_PIXELS) {
        throw new IOException("has %d million pixels".formatted(size / 1_000_000));
      }
      return DecodedImage.of(reader.read(0));
    } catch (RuntimeException e) {
      // The readers of the platform meet some broken files with exceptions of their own.
      throw new IOException("is broken", e);
    } finally {
      reader.reset();
    }
  }

  private ImageReader readerOf(byte[] bytes) throws IOException {
    if (bytes.length > 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8) {
      return jpeg;
    }
    if (bytes.length > 2 && (bytes[0] & 0xff) == 0x89 && bytes[1] == 'P') {
      return png;
    }
    throw new IOException(bytes.length == 0 ? "is empty" : "is neither JPEG nor PNG");
  }

  @Override
  public void close() {
    jpeg.dispose();
    png.dispose();
  }
}
