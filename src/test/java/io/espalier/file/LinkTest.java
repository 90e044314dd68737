package io.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is written through links that lead out of the folder that is written to. */
class LinkTest {

  @TempDir Path folder;

  private Path outside;
  private Path run;

  @BeforeEach
  void make() throws IOException {
    outside = Files.writeString(folder.resolve("outside"), "mine");
    run = Files.createDirectory(folder.resolve("run"));
  }

  private void link(String name) throws IOException {
    Files.createSymbolicLink(run.resolve(name), outside);
  }

  @Test
  void notByTheLock() throws IOException {
    link(FolderLock.FILE);
    assertThatThrownBy(() -> FolderLock.take(run)).isInstanceOf(InputError.class);
    assertThat(outside).hasContent("mine");
  }

  @Test
  void notByLinesThatAreAppended() throws IOException {
    Files.writeString(outside, "");
    link("lines.jsonl");
    try (AppendedFile file =
        AppendedFile.open(run.resolve("lines.jsonl"), LineSeal.Form.JSON, Remedy.RESTORE)) {
      assertThatThrownBy(() -> file.append(List.of("{}"))).isInstanceOf(InputError.class);
    }
    assertThat(outside).hasContent("");
  }

  @Test
  void notByAFileThatIsReplaced() throws IOException {
    link("a.txt");
    AtomicFile.writeText(run.resolve("a.txt"), "new");
    assertThat(outside).hasContent("mine");
    assertThat(run.resolve("a.txt")).hasContent("new").isRegularFile();
    link(".b.txt.tmp");
    assertThatThrownBy(() -> AtomicFile.writeText(run.resolve("b.txt"), "new"))
        .isInstanceOf(InputError.class);
    assertThat(outside).hasContent("mine");
  }
}
