package io.espalier.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.espalier.random.Seed;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Made-up picture files of the kinds that users have: wide, tall, tiny and large ones, in colour,
 * grey and CMYK, with 8 and 16 bits, with transparency, rotated by a camera. The same seed gives
 * the same pictures.
 */
final class ProofPictures {

  /** Some EXIF orientations that are not upright; the others combine the same steps. */
  private static final List<Integer> TURNED = List.of(2, 3, 5, 6, 7, 8);

  private final Path folder;
  private final RandomGenerator random;
  private final List<Path> files = new ArrayList<>();

  private ProofPictures(Path folder, Seed seed) {
    this.folder = folder;
    this.random = seed.generator();
  }

  /** Writes the pictures into an existing folder and returns their files. */
  static List<Path> write(Path folder, Seed seed, int height, int width) throws IOException {
    ProofPictures pictures = new ProofPictures(folder, seed);
    pictures.png("own-size.png", BufferedImage.TYPE_3BYTE_BGR, height, width);
    pictures.png("long.png", BufferedImage.TYPE_3BYTE_BGR, 32, 96);
    pictures.png("high.png", BufferedImage.TYPE_4BYTE_ABGR, 100, 33);
    pictures.png("tiny.png", BufferedImage.TYPE_BYTE_GRAY, 5, 7);
    pictures.png("large.png", BufferedImage.TYPE_BYTE_INDEXED, 3 * height + 1, 2 * width + 3);
    pictures.png("grey-16-bits.png", BufferedImage.TYPE_USHORT_GRAY, 41, 37);
    pictures.png("16-bits.png", BufferedImage.TYPE_CUSTOM, 41, 37);
    pictures.jpeg("color.jpg", 75, 50, 3, 1);
    pictures.jpeg("grey.jpg", 30, 64, 1, 1);
    pictures.jpeg("cmyk.jpg", 40, 60, 4, 1);
    for (int orientation : TURNED) {
      pictures.jpeg("turned-%d.jpg".formatted(orientation), 48, 96, 3, orientation);
    }
    return pictures.files;
  }

  private void png(String name, int type, int height, int width) throws IOException {
    BufferedImage image =
        type == BufferedImage.TYPE_CUSTOM
            ? wide(height, width)
            : new BufferedImage(width, height, type);
    paint(image.getRaster());
    Path file = folder.resolve(name);
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IllegalStateException("Java does not write PNG of " + image);
    }
    files.add(file);
  }

  /** A colour image with 16 bits per value, for which Java has no predefined type. */
  private static BufferedImage wide(int height, int width) {
    ComponentColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
    return new BufferedImage(
        colours, colours.createCompatibleWritableRaster(width, height), false, null);
  }

  /** Blocks of random levels, a few across, so that crops and rotations are visible. */
  private void paint(WritableRaster raster) {
    int levels = 1 << raster.getSampleModel().getSampleSize(0);
    int bands = raster.getNumBands();
    int side = Math.max(1, Math.min(raster.getHeight(), raster.getWidth()) / 6);
    int across = raster.getWidth() / side + 1;
    int[] blocks =
        random.ints((raster.getHeight() / side + 1L) * across * bands, 0, levels).toArray();
    for (int y = 0; y < raster.getHeight(); y++) {
      for (int x = 0; x < raster.getWidth(); x++) {
        for (int b = 0; b < bands; b++) {
          raster.setSample(x, y, b, blocks[(y / side * across + x / side) * bands + b]);
        }
      }
    }
  }

  private void jpeg(String name, int height, int width, int bands, int orientation)
      throws IOException {
    int type = bands == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    ImageWriter writer = writers.next();
    try (ImageOutputStream target = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(target);
      if (bands == 4) {
        WritableRaster raster =
            Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        paint(raster);
        writer.write(null, new IIOImage(raster, null, null), null);
      } else {
        BufferedImage image = new BufferedImage(width, height, type);
        paint(image.getRaster());
        writer.write(image);
      }
    } finally {
      writer.dispose();
    }
    byte[] bytes = orientation == 1 ? out.toByteArray() : turned(out.toByteArray(), orientation);
    files.add(Files.write(folder.resolve(name), bytes));
  }

  /** The file with an EXIF segment after its first two bytes: one directory with one entry. */
  private static byte[] turned(byte[] file, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xffe1).putShort((short) 34).put("Exif\0\0".getBytes(US_ASCII));
    exif.put("MM\0*".getBytes(US_ASCII)).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(0);
    return ByteBuffer.allocate(file.length + exif.capacity())
        .put(file, 0, 2)
        .put(exif.flip())
        .put(file, 2, file.length - 2)
        .array();
  }
}
