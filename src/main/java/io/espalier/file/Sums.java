package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The lines of a file of hashes, which is named by any file beside it. */
final class Sums {

  private Sums() {}

  static List<String> read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file.resolveSibling(HashedFile.SUMS));
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s: %s"
              .formatted(file.resolveSibling(HashedFile.SUMS), AtomicFile.reason(e)),
          e);
    }
  }

  static void write(Path file, List<String> lines) {
    AtomicFile.writeText(
        file.resolveSibling(HashedFile.SUMS),
        lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  static String line(String hash, String name) {
    return hash + "  " + name;
  }

  /** Whether a line is that of the file with a name. */
  static boolean isOf(String line, String name) {
    return line.endsWith("  " + name);
  }

  /** The name of a file in a folder, or in a folder of that, in a line. */
  static String relative(Path folder, Path file) {
    return folder.normalize().relativize(file.normalize()).toString().replace('\\', '/');
  }
}
