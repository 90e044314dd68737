package io.espalier.supernet;

import io.espalier.error.InputError;
import io.espalier.provenance.Versions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of three PyTorch libraries the program runs on: one that is installed, the one for the CPU
 * that was built in, or one for the GPU that DJL downloads if none was built in.
 */
public final class Libtorch {

  private static final String PATH = "PYTORCH_LIBRARY_PATH";
  private static final String FLAVOR = "PYTORCH_FLAVOR";
  private static final String VERSION = "PYTORCH_VERSION";

  /** The CUDA that DJL's bridge to PyTorch was built for; it has no other. */
  private static final String CUDA = "cu128";

  /** What pip and PyTorch's own archives put beside the folder of libraries. */
  private static final Pattern NAMED = Pattern.compile("\\b(\\d+\\.\\d+\\.\\d+)");

  private Libtorch() {}

  /** One sentence on the library in force. */
  public static String inForce(Map<String, String> environment) {
    Optional<Path> installed = installed(environment);
    if (installed.isPresent()) {
      Path folder = installed.get();
      return "installed in %s (PYTORCH_LIBRARY_PATH), for %s"
          .formatted(folder, hasCuda(folder) ? "GPU and CPU" : "the CPU");
    }
    return isBuiltIn()
        ? "built in, for the CPU"
        : "none built in: DJL downloads what fits the GPU, or the CPU if there is none";
  }

  /**
   * Tells DJL what it does not find out about an installed library, unless the environment says it:
   * the flavour, without which it asks for one that does not exist, and the version. Without an
   * installed library nothing is changed.
   *
   * @param settings the properties of this Java, which DJL reads where a variable is not set
   * @throws InputError if the environment names a folder without PyTorch, or with another version
   *     than the one that the program was made for
   */
  static void announce(Map<String, String> environment, Properties settings) {
    Optional<Path> installed = installed(environment);
    if (installed.isEmpty()) {
      return;
    }
    Path folder = installed.get();
    if (!environment.containsKey(VERSION)) {
      String made = Versions.ofThisProgram().pytorch();
      Optional<String> found = version(folder);
      if (found.isPresent() && !found.get().equals(made)) {
        throw new InputError(
            "PYTORCH_LIBRARY_PATH names PyTorch %s, and this program needs %s; install torch==%s, or unset PYTORCH_LIBRARY_PATH"
                .formatted(found.get(), made, made));
      }
      settings.putIfAbsent(VERSION, made);
    }
    if (!environment.containsKey(FLAVOR)) {
      settings.putIfAbsent(FLAVOR, hasCuda(folder) ? CUDA : "cpu");
    }
  }

  private static Optional<Path> installed(Map<String, String> environment) {
    String path = environment.getOrDefault(PATH, "");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    for (String each : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path folder = Path.of(each);
      if (Files.isRegularFile(folder.resolve(System.mapLibraryName("torch")))) {
        return Optional.of(folder);
      }
    }
    throw new InputError(
        "PYTORCH_LIBRARY_PATH is '%s', where there is no %s; name the folder 'lib' of an installed PyTorch, or unset it"
            .formatted(path, System.mapLibraryName("torch")));
  }

  private static boolean hasCuda(Path folder) {
    return Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
  }

  private static boolean isBuiltIn() {
    return Libtorch.class.getResource("/native/lib/pytorch.properties") != null;
  }

  private static Optional<String> version(Path folder) {
    for (String beside : new String[] {"version.py", "build-version"}) {
      Path file = folder.toAbsolutePath().normalize().resolveSibling(beside);
      if (Files.isReadable(file)) {
        Matcher matcher = NAMED.matcher(text(file));
        if (matcher.find()) {
          return Optional.of(matcher.group(1));
        }
      }
    }
    return Optional.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s, which says what PyTorch it stands beside".formatted(file), e);
    }
  }
}
