package io.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {

  @TempDir Path parent;

  private void write(Path folder, boolean overwrite, String text) {
    AtomicFolder.write(
        folder,
        overwrite,
        staging -> {
          Files.createDirectories(staging.resolve("inner"));
          Files.writeString(staging.resolve("inner/a.txt"), text);
        });
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(parent)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void makesTheFolderWithItsParents() {
    write(parent.resolve("x/y"), false, "one");
    assertThat(parent.resolve("x/y/inner/a.txt")).hasContent("one");
  }

  @Test
  void leavesAnExistingFolderAloneUnlessToldToReplaceIt() throws IOException {
    Path folder = parent.resolve("x");
    write(folder, false, "one");
    Files.writeString(folder.resolve("more.txt"), "more");
    assertThatThrownBy(() -> write(folder, false, "two"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("exists already")
        .hasMessageContaining("replace it");
    assertThat(folder.resolve("inner/a.txt")).hasContent("one");
    write(folder, true, "two");
    assertThat(folder.resolve("inner/a.txt")).hasContent("two");
    assertThat(folder.resolve("more.txt")).doesNotExist();
    assertThat(names()).containsExactly("x");
  }

  @Test
  void aFailureLeavesWhatWasThereAndNothingElse() throws IOException {
    Path folder = parent.resolve("x");
    AtomicFolder.Content failing =
        staging -> {
          Files.writeString(staging.resolve("half.txt"), "half");
          throw new IOException("the disk is full");
        };
    assertThatThrownBy(() -> AtomicFolder.write(folder, false, failing))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the disk is full");
    assertThat(names()).isEmpty();
    write(folder, false, "one");
    assertThatThrownBy(() -> AtomicFolder.write(folder, true, failing))
        .isInstanceOf(InputError.class);
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    folder,
                    true,
                    staging -> {
                      throw new InputError("refused");
                    }))
        .hasMessage("refused");
    assertThat(folder.resolve("inner/a.txt")).hasContent("one");
    assertThat(names()).containsExactly("x");
  }

  @Test
  void clearsAwayWhatACrashLeft() throws IOException {
    Files.createDirectories(parent.resolve(".x.tmp/inner"));
    Files.writeString(parent.resolve(".x.tmp/inner/stale.txt"), "stale");
    write(parent.resolve("x"), false, "one");
    assertThat(parent.resolve("x/inner/stale.txt")).doesNotExist();
    assertThat(names()).containsExactly("x");
  }
}
