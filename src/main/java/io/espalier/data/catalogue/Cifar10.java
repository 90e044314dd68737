package io.espalier.data.catalogue;

import io.espalier.data.DatasetFolders;
import io.espalier.data.HubDownload;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.LazyImageSource;
import io.espalier.data.Preparation;
import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * CIFAR-10 (Krizhevsky, 2009) in its binary version: colour pictures of 32 x 32. A record is a
 * label and the red, green and blue plane, row by row.
 */
final class Cifar10 {

  static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  static final List<String> TRAINING_FILES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");

  private static final String TEST_FILE = "test_batch.bin";

  /** The folder in the official archive. */
  private static final String ARCHIVE_FOLDER = "cifar-10-batches-bin";

  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int RECORD = 1 + 3 * PLANE;

  private Cifar10() {}

  /**
   * The data set, from the official binary files; downloaded from DJL's hub if no folder has them.
   *
   * @param folder where the files must be; empty to look in the well-known folders
   */
  static ImageSource open(Optional<Path> folder, Preparation preparation, HubDownload hub) {
    Optional<Path> found =
        DatasetFolders.find(ImageSources.CIFAR10, folder, Cifar10::isComplete, files())
            .map(Cifar10::inner);
    return new LazyImageSource(
        ImageSources.CIFAR10,
        CLASSES,
        () ->
            preparation.training(
                found
                    .map(f -> decode(f.toString(), bytes(f, TRAINING_FILES)))
                    .orElseGet(() -> download(hub, "data_batch.bin"))),
        training ->
            preparation.test(
                found
                    .map(f -> decode(f.toString(), bytes(f, List.of(TEST_FILE))))
                    .orElseGet(() -> download(hub, TEST_FILE))));
  }

  /** The files that a folder must hold. */
  static List<String> files() {
    return Stream.concat(TRAINING_FILES.stream(), Stream.of(TEST_FILE)).toList();
  }

  private static boolean isComplete(Path folder) {
    return files().stream().allMatch(file -> Files.isRegularFile(inner(folder).resolve(file)));
  }

  private static Path inner(Path folder) {
    Path unpacked = folder.resolve(ARCHIVE_FOLDER);
    return Files.isDirectory(unpacked) ? unpacked : folder;
  }

  private static byte[] bytes(Path folder, List<String> names) {
    byte[] all = new byte[0];
    for (String name : names) {
      Path file = folder.resolve(name);
      try {
        byte[] more = Files.readAllBytes(file);
        requireWhole(file.toString(), more.length);
        int end = all.length;
        all = Arrays.copyOf(all, end + more.length);
        System.arraycopy(more, 0, all, end, more.length);
      } catch (IOException e) {
        throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
      }
    }
    return all;
  }

  private static ImageSet download(HubDownload hub, String item) {
    try (InputStream in = hub.open(item)) {
      byte[] bytes = in.readAllBytes();
      requireWhole("the download of " + item, bytes.length);
      return decode("the download of " + item, bytes);
    } catch (IOException e) {
      throw new InputError("cannot read the download of %s: %s".formatted(item, e.getMessage()), e);
    }
  }

  private static void requireWhole(String name, int bytes) {
    if (bytes == 0 || bytes % RECORD != 0) {
      throw new InputError(
          "%s has %d bytes, which are no whole images of %d bytes; fetch it again"
              .formatted(name, bytes, RECORD));
    }
  }

  private static ImageSet decode(String name, byte[] records) {
    int count = records.length / RECORD;
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * 3 * PLANE);
    IntBuffer labels = IntBuffer.allocate(count);
    byte[] image = new byte[3 * PLANE];
    for (int i = 0; i < count; i++) {
      int start = i * RECORD;
      int label = records[start] & 0xff;
      if (label >= CLASSES.size()) {
        throw new InputError(
            "%s gives image %d the class %d; there are the classes 0 to %d"
                .formatted(name, i, label, CLASSES.size() - 1));
      }
      for (int p = 0; p < PLANE; p++) {
        image[3 * p] = records[start + 1 + p];
        image[3 * p + 1] = records[start + 1 + PLANE + p];
        image[3 * p + 2] = records[start + 1 + 2 * PLANE + p];
      }
      pixels.put(i * image.length, image);
      labels.put(i, label);
    }
    return new ImageSet(3, SIDE, SIDE, pixels, labels);
  }
}
