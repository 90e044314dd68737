package io.espalier.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTrustTest {

  @TempDir Path folder;

  /** A checkup of a program that is not there, which cannot but fail. */
  private Checkup failing() {
    return new Checkup(folder.resolve("nothing").toString());
  }

  @Test
  void aProcessThatCannotEvenBeginIsARefusal() {
    assertThatThrownBy(() -> NativeTrust.in(folder).require(failing(), Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the start of Java")
        .hasMessageContaining("exit code 1");
    assertThat(folder.resolve("natives")).doesNotExist();
  }

  @Test
  @Tag("natives")
  void whatWasRightIsNotCheckedAgain() {
    NativeTrust trust = NativeTrust.in(folder);
    trust.require(new Checkup(), Progress.SILENT);
    assertThat(folder.resolve("natives")).isNotEmptyDirectory();
    Checkup second = failing();
    trust.require(second, Progress.SILENT);
    assertThat(second.cases()).isZero();
  }

  @Test
  @Tag("natives")
  void whereNothingCanBeRememberedItIsCheckedAndGoesOn() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Checkup checkup = new Checkup();
    NativeTrust.in(file).require(checkup, Progress.SILENT);
    assertThat(checkup.cases()).isPositive();
    assertThat(file).hasContent("no folder");
  }

  @Test
  void theCacheFolderIsTheUsersOwn() {
    assertThat(CacheFolder.of(Map.of("ESPALIER_CACHE", "/a", "XDG_CACHE_HOME", "/b")))
        .isEqualTo(Path.of("/a"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/b"))).isEqualTo(Path.of("/b/espalier"));
    // The folder need not exist.
    assertThat(CacheFolder.of(Map.of()).endsWith(Path.of(".cache", "espalier"))).isTrue();
  }
}
