package io.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedFileTest {

  @TempDir Path folder;

  private Path table;
  private Path sums;

  @BeforeEach
  void write() {
    table = folder.resolve("table.csv");
    sums = folder.resolve(HashedFile.SUMS);
    HashedFile.write(table, "a,b\n1,2\n");
    HashedFile.write(folder.resolve("other.csv"), "c\n3\n");
  }

  private void assertRefused() {
    assertThatThrownBy(() -> HashedFile.lines(table))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("table.csv was changed after it was written");
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(HashedFile.lines(table)).containsExactly("a,b", "1,2");
    HashedFile.write(table, "a,b\n5,2\n");
    assertThat(HashedFile.lines(table)).containsExactly("a,b", "5,2");
    assertThat(sums).content().containsOnlyOnce("  table.csv").containsOnlyOnce("  other.csv");
  }

  @Test
  void aChangeIsNoticed() throws IOException {
    Files.writeString(table, "a,b\n1,3\n");
    assertRefused();
    Files.write(table, new byte[] {'a', (byte) 0xFF, '\n'});
    assertRefused();
    HashedFile.write(table, "a,b\n1,2\n");
    assertThat(HashedFile.lines(table)).hasSize(2);
    Files.delete(sums);
    assertRefused();
  }

  /** The hash of what comes is there before it comes, and that of what was until it is gone. */
  @Test
  void aKillBetweenTheFileAndItsHashIsNoChange() throws IOException {
    String before = Files.readString(sums);
    HashedFile.write(table, "a,b\n1,3\n");
    String after = Files.readString(sums);
    Files.writeString(sums, before + after);
    for (String content : new String[] {"a,b\n1,2\n", "a,b\n1,3\n"}) {
      Files.writeString(table, content);
      assertThat(HashedFile.read(table, 100)).isEqualTo(content);
    }
    HashedFile.write(table, "a,b\n1,4\n");
    assertThat(sums).content().containsOnlyOnce("  table.csv");
  }

  @Test
  void aDeletedFileHasNoHashLeft() {
    HashedFile.delete(table);
    HashedFile.delete(table);
    assertThat(table).doesNotExist();
    assertThat(sums).content().doesNotContain("table.csv").contains("other.csv");
  }

  @Test
  void aFolderIsCheckedWithAllThatLiesInIt() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner")).resolve("net.bin");
    Files.write(inner, new byte[] {1, 2, 3});
    HashedFile.sumAll(folder);
    assertThatCode(() -> HashedFile.checkAll(folder)).doesNotThrowAnyException();
    Files.write(inner, new byte[] {1, 2, 4});
    assertThatThrownBy(() -> HashedFile.checkAll(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("net.bin was changed");
    Files.delete(inner);
    assertThatThrownBy(() -> HashedFile.checkAll(folder)).hasMessageContaining("net.bin");
    Files.writeString(sums, "0".repeat(64) + "  ../elsewhere\n");
    assertThatThrownBy(() -> HashedFile.checkAll(folder)).isInstanceOf(InputError.class);
    Files.delete(sums);
    assertThatThrownBy(() -> HashedFile.checkAll(folder)).hasMessageContaining("has no SHA256SUMS");
  }
}
