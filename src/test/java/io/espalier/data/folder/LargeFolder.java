package io.espalier.data.folder;

import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.progress.Progress;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/**
 * Makes a folder of many JPEG files of 224 x 224 pixels: small pictures, enlarged, each under many
 * names by hard links. The pictures are those of the bundled sample in colours of their own, or
 * those of the folder that the system property {@code espalier.pictures} names.
 */
public final class LargeFolder {

  private static final int SIDE = 224;
  private static final int DISTINCT = 4000;
  private static final int CLASSES = 10;

  private LargeFolder() {}

  /** Makes {@code args[1]} pictures in the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    make(Path.of(args[0]), Integer.parseInt(args[1]));
  }

  /** Makes so many training pictures, and a test part of the distinct ones of each class. */
  static void make(Path root, int count) throws IOException {
    List<BufferedImage> pictures = pictures();
    int distinct = Math.min(count, pictures.size());
    List<Path> made = new ArrayList<>();
    for (int c = 0; c < CLASSES; c++) {
      Files.createDirectories(root.resolve("train/class " + c));
      Files.createDirectories(root.resolve("test/class " + c));
    }
    for (int n = 0; n < distinct; n++) {
      made.add(root.resolve("train/class %d/%07d.jpg".formatted(n % CLASSES, n)));
    }
    IntStream.range(0, distinct)
        .parallel()
        .forEach(n -> write(enlarged(pictures.get(n)), made.get(n)));
    for (int n = distinct; n < count; n++) {
      Path original = made.get(n % distinct);
      Files.createLink(original.resolveSibling("%07d.jpg".formatted(n)), original);
    }
    for (int n = 0; n < Math.min(distinct, 200); n++) {
      Path original = made.get(n);
      Files.createLink(
          root.resolve("test").resolve(root.resolve("train").relativize(original)), original);
    }
  }

  private static List<BufferedImage> pictures() throws IOException {
    String folder = System.getProperty("espalier.pictures", "");
    List<BufferedImage> pictures = new ArrayList<>();
    if (folder.isEmpty()) {
      ImageSet sample =
          ImageSources.open("sample", DataOptions.DEFAULT, Progress.SILENT).training();
      for (int n = 0; n < DISTINCT; n++) {
        pictures.add(coloured(sample, n));
      }
      return pictures;
    }
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      for (Path file :
          files.filter(f -> f.toString().endsWith(".jpg")).sorted().limit(DISTINCT).toList()) {
        pictures.add(ImageIO.read(file.toFile()));
      }
    }
    return pictures;
  }

  private static BufferedImage coloured(ImageSet sample, int n) {
    BufferedImage image =
        new BufferedImage(sample.width(), sample.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] levels = sample.image(n);
    float hue = n % 97 / 97f;
    for (int p = 0; p < levels.length; p++) {
      float light = (levels[p] & 0xff) / 255f;
      int colour = Color.HSBtoRGB(hue + light / 3, 0.6f, light);
      image.setRGB(p % sample.width(), p / sample.width(), colour);
    }
    return image;
  }

  private static BufferedImage enlarged(BufferedImage small) {
    BufferedImage large = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = large.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(small, 0, 0, SIDE, SIDE, null);
    graphics.dispose();
    return large;
  }

  private static void write(BufferedImage image, Path file) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(0.9f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
