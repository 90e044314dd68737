package io.espalier.data.folder;

import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.DataOptions;
import io.espalier.data.FolderOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.Normalisation;
import io.espalier.data.Split;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Measures a streamed folder in a process of its own: the seconds from the start to the first
 * batch, and how many pictures a second come out of the whole pipeline and out of the decoder
 * alone, as it is usually called and with readers that are used again, on as many threads.
 */
public final class StreamingSpeed {

  private static final int ROUNDS = 6;
  private static final int BATCH = 64;
  private static final int BATCHES = 40;

  private StreamingSpeed() {}

  /** Prints a line {@code name value} for each figure; takes the folder and that of its lists. */
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Path folder = Path.of(args[0]);
    FolderOptions streamed = new FolderOptions(0, 0.01, Path.of(args[1]));
    ImageSource source =
        ImageSources.open(
            "folder:" + folder,
            DataOptions.DEFAULT.withSize(224).withFolders(streamed),
            Progress.SILENT);
    ImageSet images = source.training();
    source.fingerprint();
    Split split = Split.of(images, source.classes(), 0.1, new Seed(1));
    Normalisation normal = Normalisation.of(split.training());
    BatchReader plain = reader(split, normal, 1);
    plain.release(plain.training(0));
    System.out.printf("first_batch_s %.2f%n", (System.nanoTime() - start) / 1e9);
    BatchReader cropped = reader(split, normal, 0.08);
    List<byte[]> files = files(folder);
    double[] best = new double[4];
    // In turns, and the best of each: other work on the machine disturbs all alike.
    for (int round = 0; round < ROUNDS; round++) {
      best[0] = Math.max(best[0], pipeline(plain, round));
      best[1] = Math.max(best[1], pipeline(cropped, round));
      best[2] = Math.max(best[2], decoder(files, false));
      best[3] = Math.max(best[3], decoder(files, true));
    }
    System.out.printf("pipeline_per_s %.0f%n", best[0]);
    System.out.printf("pipeline_with_random_parts_per_s %.0f%n", best[1]);
    System.out.printf("decoder_per_s %.0f%n", best[2]);
    System.out.printf("decoder_with_kept_readers_per_s %.0f%n", best[3]);
  }

  private static BatchReader reader(Split split, Normalisation normal, double area) {
    Augmentation changes = new Augmentation(0, true, 0).with(area, 0);
    return new BatchReader(split.training(), normal, changes, BATCH, new Seed(2));
  }

  private static double pipeline(BatchReader reader, int round) {
    long start = System.nanoTime();
    for (int n = 0; n < BATCHES; n++) {
      Batch batch = reader.training((long) round * BATCHES + n);
      reader.release(batch);
    }
    return BATCHES * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static List<byte[]> files(Path folder) throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    Random random = new Random(3);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".jpg")).toList()) {
        if (bytes.size() < BATCHES * BATCH && random.nextInt(20) == 0) {
          bytes.add(Files.readAllBytes(file));
        }
      }
    }
    return bytes;
  }

  private static double decoder(List<byte[]> files, boolean keepsReaders) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    long start = System.nanoTime();
    List<Future<?>> parts = new ArrayList<>();
    for (int t = 0; t < cores; t++) {
      int first = t;
      parts.add(
          threads.submit(
              () -> {
                ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
                for (int n = first; n < files.size(); n += cores) {
                  var in = new ByteArrayInputStream(files.get(n));
                  if (keepsReaders) {
                    reader.setInput(new MemoryCacheImageInputStream(in), true, true);
                    reader.read(0);
                  } else {
                    ImageIO.read(in);
                  }
                }
                reader.dispose();
                return null;
              }));
    }
    for (Future<?> part : parts) {
      part.get();
    }
    threads.shutdown();
    return files.size() / ((System.nanoTime() - start) / 1e9);
  }
}
