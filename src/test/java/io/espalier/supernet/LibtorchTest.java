package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.provenance.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchTest {

  private static final String MADE_FOR = Versions.ofThisProgram().pytorch();

  @TempDir Path folder;

  @Test
  void anInstalledPyTorchIsToldToDjlWithItsFlavour() throws IOException {
    Properties settings = announce(installed(MADE_FOR + "+cu128", true));
    assertThat(settings)
        .containsEntry("PYTORCH_VERSION", MADE_FOR)
        .containsEntry("PYTORCH_FLAVOR", "cu128");
    assertThat(announce(installed(MADE_FOR + "+cpu", false)))
        .containsEntry("PYTORCH_FLAVOR", "cpu");
  }

  @Test
  void whatTheEnvironmentSaysIsLeft() throws IOException {
    Properties settings = new Properties();
    Libtorch.announce(
        Map.of(
            "PYTORCH_LIBRARY_PATH", installed("1.13.0", true).toString(),
            "PYTORCH_VERSION", "2.7.0",
            "PYTORCH_FLAVOR", "cu126"),
        settings);
    assertThat(settings).isEmpty();
    Libtorch.announce(Map.of(), settings);
    assertThat(settings).isEmpty();
  }

  @Test
  void anotherVersionAndAFolderWithoutPyTorchAreRefused() throws IOException {
    Path other = installed("1.13.0", false);
    assertThatThrownBy(() -> announce(other))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("1.13.0", "torch==" + MADE_FOR);
    assertThatThrownBy(() -> announce(folder))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void theLibraryInForceIsNamed() throws IOException {
    Path gpu = installed(MADE_FOR, true);
    assertThat(Libtorch.inForce(Map.of("PYTORCH_LIBRARY_PATH", gpu.toString())))
        .contains(gpu.toString(), "GPU and CPU");
    assertThat(Libtorch.inForce(Map.of())).containsAnyOf("built in", "downloads");
  }

  private static Properties announce(Path libraries) {
    Properties settings = new Properties();
    Libtorch.announce(Map.of("PYTORCH_LIBRARY_PATH", libraries.toString()), settings);
    return settings;
  }

  /** Files as pip puts them. */
  private Path installed(String version, boolean cuda) throws IOException {
    Path home = Files.createTempDirectory(folder, "torch");
    Files.writeString(
        home.resolve("version.py"), "__version__ = '%s'\ndebug = False\n".formatted(version));
    Path libraries = Files.createDirectory(home.resolve("lib"));
    Files.createFile(libraries.resolve(System.mapLibraryName("torch")));
    if (cuda) {
      Files.createFile(libraries.resolve(System.mapLibraryName("torch_cuda")));
    }
    return libraries;
  }
}
