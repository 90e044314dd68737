package io.espalier.cli.session;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** A folder that is there for one piece of work only. */
public final class TemporaryFolder {

  private TemporaryFolder() {}

  /**
   * Does work in a fresh folder, which is deleted afterwards.
   *
   * @throws InputError if it cannot be made
   */
  public static <T> T with(String prefix, Function<Path, T> work) {
    Path folder;
    try {
      folder = Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new InputError("cannot write into the folder of temporary files", e);
    }
    try {
      return work.apply(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // A leftover among the temporary files does no harm.
    }
  }
}
