package io.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void writesAndReplacesAndMakesParents() throws IOException {
    Path file = folder.resolve("a/b/notes.txt");
    AtomicFile.writeText(file, "first");
    AtomicFile.writeText(file, "second: ä");
    assertThat(file).hasContent("second: ä");
    assertThat(filesIn(file.getParent())).containsExactly("notes.txt");
  }

  @Test
  void aFailedWriteLeavesTheOldContentAndNothingElse() throws IOException {
    Path file = folder.resolve("weights.bin");
    AtomicFile.writeText(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.allocate(100));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("weights.bin")
        .hasMessageContaining("No space left on device");
    assertThat(file).hasContent("old");
    assertThat(filesIn(folder)).containsExactly("weights.bin");
  }

  @Test
  void aParentThatIsAFileIsTheUsersError() throws IOException {
    Path parent = Files.writeString(folder.resolve("parent"), "a file");
    assertThatThrownBy(() -> AtomicFile.writeText(parent.resolve("child"), "x"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot write");
    assertThat(parent).hasContent("a file");
  }

  private static String[] filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }
}
