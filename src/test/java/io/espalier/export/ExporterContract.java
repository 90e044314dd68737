package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every export format must do. */
public abstract class ExporterContract {

  @TempDir protected Path folder;

  /** The format under test. */
  protected abstract Exporter exporter();

  /** The file that holds the weights. */
  protected abstract Path weights();

  @Test
  void givesTheSameLogitsAsTheChild() throws IOException {
    try (Child child = Children.random(1)) {
      exporter().export(child, folder);
      List<Batch> batches = Children.images(child.plan().input(), 25);
      try (Network written = exporter().open(child, folder, Device.cpu());
          Network original = child.network()) {
        for (Batch batch : batches) {
          List<float[]> expected = original.logits(batch);
          List<float[]> found = written.logits(batch);
          assertThat(found).hasSize(batch.count());
          for (int image = 0; image < batch.count(); image++) {
            assertThat(expected.get(image)).hasSize(3);
            assertThat(found.get(image)).containsExactly(expected.get(image), within(1e-5f));
          }
        }
      }
    }
  }

  @Test
  void dependsOnTheWeights() throws IOException {
    try (Child child = Children.random(1);
        Child other = Children.random(2)) {
      exporter().export(other, folder);
      Batch batch = Children.images(child.plan().input(), 8).get(0);
      try (Network written = exporter().open(other, folder, Device.cpu());
          Network original = child.network()) {
        assertThat(written.logits(batch).get(0)).isNotEqualTo(original.logits(batch).get(0));
      }
    }
  }

  @Test
  void writesTheSameBytesEveryTime() throws IOException {
    try (Child child = Children.random(1)) {
      exporter().export(child, folder.resolve("a"));
      exporter().export(child, folder.resolve("b"));
    }
    for (Path file : files(folder.resolve("a"))) {
      Path twin = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
      assertThat(twin).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void saysClearlyWhenAFileIsMissingOrCutOff() throws IOException {
    try (Child child = Children.random(1)) {
      exporter().export(child, folder);
      byte[] whole = Files.readAllBytes(weights());
      for (int length : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
        Files.write(weights(), Arrays.copyOf(whole, length));
        assertRefused(child);
      }
      Files.delete(weights());
      assertRefused(child);
    }
  }

  private void assertRefused(Child child) {
    assertThatThrownBy(() -> exporter().open(child, folder, Device.cpu()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(folder.toString());
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }
}
