package io.espalier.data.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.repository.Repository;
import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources that are read from files in known formats, in a folder or from DJL's hub. */
class NamedSourcesTest {

  private static final int RECORD = 3073;

  @TempDir Path folder;

  @Test
  void idxFilesAreReadPlainAndGzipped() throws IOException {
    writeIdx();
    ImageSource source = open("fashion-mnist");
    ImageSet training = source.training();
    assertThat(training.count()).isEqualTo(20);
    assertThat(training.height()).isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      assertThat(training.image(i)).isEqualTo(Arrays.copyOfRange(pixels(20), 16 * i, 16 * i + 16));
    }
    assertThat(training.labels().get(13)).isEqualTo(3);
    assertThat(source.test().count()).isEqualTo(10);
  }

  @Test
  void damagedIdxFilesAreNamed() throws IOException {
    writeIdx();
    Path images = folder.resolve("train-images-idx3-ubyte");
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 1));
    assertTrainingRefused("fashion-mnist", images + " ends too early");
    whole[7]++;
    Files.write(images, whole);
    assertTrainingRefused("fashion-mnist", "do not belong together");
    whole[3] = 1;
    Files.write(images, whole);
    assertTrainingRefused("fashion-mnist", "is no IDX file of images");
    Path labels = folder.resolve("train-labels-idx1-ubyte.gz");
    byte[] zipped = Files.readAllBytes(labels);
    zipped[zipped.length - 6] ^= 1;
    Files.write(labels, zipped);
    assertTrainingRefused("fashion-mnist", "train-labels-idx1-ubyte.gz is damaged");
    Files.delete(labels);
    assertThatThrownBy(() -> open("fashion-mnist"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("does not have all files of fashion-mnist")
        .hasMessageContaining("train-labels-idx1-ubyte");
  }

  @Test
  void cifarRecordsBecomeImagesWithChannelsInnermost() throws IOException {
    byte[] first = records(3, 1);
    for (int b = 1; b <= 5; b++) {
      Files.write(folder.resolve("data_batch_" + b + ".bin"), records(3, b));
    }
    Files.write(folder.resolve("test_batch.bin"), records(2, 9));
    ImageSource source = open("cifar10");
    ImageSet training = source.training();
    assertThat(training.count()).isEqualTo(15);
    assertThat(source.test().count()).isEqualTo(2);
    for (int channel = 0; channel < 3; channel++) {
      for (int p = 0; p < 1024; p++) {
        assertThat(training.image(1)[3 * p + channel])
            .isEqualTo(first[RECORD + 1 + 1024 * channel + p]);
      }
    }
    assertThat(training.labels().get(2)).isEqualTo(first[2 * RECORD]);

    Files.write(folder.resolve("data_batch_3.bin"), new byte[5000]);
    assertTrainingRefused("cifar10", "data_batch_3.bin has 5000 bytes");
  }

  @Test
  void aHubInDjlsFormServesWhatNoFolderHas() throws Exception {
    Path place = folder.resolve("dataset/cv/ai/djl/basicdataset/cifar10");
    Path files = Files.createDirectories(place.resolve("1.0/cifar10"));
    Files.write(files.resolve("train.bin"), records(4, 1));
    Files.write(files.resolve("test.bin"), records(2, 2));
    Files.writeString(
        place.resolve("metadata.json"),
        """
        {"metadataVersion": "0.2", "resourceType": "dataset", "application": "cv",
         "groupId": "ai.djl.basicdataset", "artifactId": "cifar10", "name": "cifar10",
         "artifacts": [{"version": "1.0", "snapshot": false, "name": "cifar10", "files": {%s}}]}
        """
            .formatted(
                List.of("data_batch.bin|train.bin", "test_batch.bin|test.bin").stream()
                    .map(entry -> item(files, entry.split("\\|")))
                    .collect(Collectors.joining(","))));
    Repository hub = Repository.newInstance("hub", folder);
    ImageSource source = ImageSources.open("cifar10", DataOptions.DEFAULT, Progress.SILENT, hub);
    assertThat(source.training().count()).isEqualTo(4);
    assertThat(source.test().count()).isEqualTo(2);
  }

  @Test
  void whatIsNowhereSaysWhichFilesToPutWhere() throws IOException {
    Files.createDirectories(folder.resolve("dataset"));
    Repository hub = Repository.newInstance("hub", folder);
    ImageSource source = ImageSources.open("cifar10", DataOptions.DEFAULT, Progress.SILENT, hub);
    assertThatThrownBy(source::training)
        .isInstanceOf(InputError.class)
        .hasMessageContaining("data_batch_1.bin")
        .hasMessageContaining(".espalier/cifar10");
  }

  /** Products of sizes that pass for small ones, or for none, where 32 bits are too few. */
  @Test
  void sizesThatNoMemoryHoldsAreRefused() throws IOException {
    writeIdx();
    for (int[] sizes : new int[][] {{1 << 16, 1 << 16}, {1 << 24, 1 << 24}, {46_341, 46_341}}) {
      ByteBuffer images = ByteBuffer.allocate(32);
      images.putInt(0x803).putInt(20).putInt(sizes[0]).putInt(sizes[1]);
      Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
      assertTrainingRefused(
          "fashion-mnist", "names 20 images of %1$dx%1$d pixels".formatted(sizes[0]));
    }
  }

  private static String item(Path place, String[] keyAndFile) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(place.resolve(keyAndFile[1]));
      String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
      return String.format(
          Locale.ROOT,
          "\"%s\": {\"uri\": \"%s\", \"sha1Hash\": \"%s\", \"size\": %d}",
          keyAndFile[0],
          keyAndFile[1],
          sha1,
          bytes.length);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ImageSource open(String name) {
    return ImageSources.open(name, DataOptions.DEFAULT.withFolder(folder), Progress.SILENT);
  }

  private void assertTrainingRefused(String name, String message) {
    ImageSource source = open(name);
    assertThatThrownBy(source::training)
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  private void writeIdx() throws IOException {
    writeIdxPart("train", 20);
    writeIdxPart("t10k", 10);
  }

  /** The images plain, the labels gzipped. */
  private void writeIdxPart(String part, int count) throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 16 * count);
    images.putInt(0x803).putInt(count).putInt(4).putInt(4).put(pixels(count));
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels.put((byte) (i % 10));
    }
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(labels.array());
    }
    Files.write(folder.resolve(part + "-labels-idx1-ubyte.gz"), zipped.toByteArray());
  }

  private static byte[] pixels(int count) {
    byte[] pixels = new byte[16 * count];
    new Random(count).nextBytes(pixels);
    return pixels;
  }

  private static byte[] records(int count, int seed) {
    byte[] records = new byte[count * RECORD];
    new Random(seed).nextBytes(records);
    for (int i = 0; i < count; i++) {
      records[i * RECORD] = (byte) ((seed + i) % 10);
    }
    return records;
  }
}
