import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the bundled sample of Fashion-MNIST: the first 800 training and the first 200 test images
 * of each class, in their original order, as gzipped IDX files.
 *
 * <p>Source: the Debian package dataset-fashion-mnist (MIT licence, 2017 Zalando SE). Run with
 *
 * <pre>java src/main/scripts/MakeSample.java /usr/share/datasets/fashion-mnist \
 *     src/main/resources/io/espalier/data/sample</pre>
 */
public final class MakeSample {

  private static final int CLASSES = 10;

  private MakeSample() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: java MakeSample.java FOLDER_OF_IDX_FILES TARGET_FOLDER");
      System.exit(2);
    }
    Path target = Files.createDirectories(Path.of(args[1]));
    cut(Path.of(args[0]), target, "train", 800);
    cut(Path.of(args[0]), target, "t10k", 200);
  }

  private static void cut(Path source, Path target, String part, int perClass) throws IOException {
    String imagesName = part + "-images-idx3-ubyte.gz";
    String labelsName = part + "-labels-idx1-ubyte.gz";
    ByteBuffer images = unzip(source.resolve(imagesName));
    ByteBuffer labels = unzip(source.resolve(labelsName));
    int height = images.getInt(8);
    int width = images.getInt(12);
    int[] taken = new int[CLASSES];
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < labels.getInt(4); i++) {
      if (taken[labels.get(8 + i)]++ < perClass) {
        kept.add(i);
      }
    }
    if (kept.size() != CLASSES * perClass) {
      throw new IOException("only " + kept.size() + " images found in " + source);
    }
    int bytes = height * width;
    ByteBuffer keptImages = ByteBuffer.allocate(16 + kept.size() * bytes);
    keptImages.putInt(images.getInt(0)).putInt(kept.size()).putInt(height).putInt(width);
    ByteBuffer keptLabels = ByteBuffer.allocate(8 + kept.size());
    keptLabels.putInt(labels.getInt(0)).putInt(kept.size());
    for (int i : kept) {
      keptImages.put(images.array(), 16 + i * bytes, bytes);
      keptLabels.put(labels.get(8 + i));
    }
    Files.write(target.resolve(imagesName), zip(keptImages));
    Files.write(target.resolve(labelsName), zip(keptLabels));
  }

  private static ByteBuffer unzip(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return ByteBuffer.wrap(in.readAllBytes());
    }
  }

  /** Java's gzip writes no time stamp, so the same input gives the same bytes. */
  private static byte[] zip(ByteBuffer content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(content.array());
    }
    return bytes.toByteArray();
  }
}
