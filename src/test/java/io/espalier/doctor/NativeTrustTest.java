package io.espalier.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.file.CacheFolder;
import io.espalier.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void whereCachesAreHiddenTheRefusalSaysWhatToSet() {
    List<Finding> findings = List.of(new Finding("convolution 3x3", 1, "AVX2", "is off"));
    assertThat(NativeTrust.refusal(findings, true).getMessage())
        .contains("convolution 3x3", "hides the sizes", "set ONEDNN_MAX_CPU_ISA=SSE41");
    assertThat(NativeTrust.refusal(findings, false).getMessage())
        .contains("ONEDNN_MAX_CPU_ISA=SSE41", "check the machine")
        .doesNotContain("hides");
  }

  @Test
  void theCheckIsGivenTheLibrariesOfTheLoaderThatThisProgramCameFrom() throws IOException {
    Path jar = folder.resolve("a library.jar");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL(), folder.toUri().toURL()})) {
      assertThat(Checkup.classPath(loader)).isEqualTo(jar + File.pathSeparator + folder);
    }
    assertThat(Checkup.classPath(Checkup.class.getClassLoader()))
        .isEqualTo(System.getProperty("java.class.path"));
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
