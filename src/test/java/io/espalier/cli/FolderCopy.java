package io.espalier.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders as a whole: copies of them, and what they hold. */
final class FolderCopy {

  private FolderCopy() {}

  /** Replaces {@code to} by a copy of {@code from}. */
  static void copy(Path from, Path to) throws IOException {
    delete(to);
    for (Path path : inside(from)) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path path : inside(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * The files by their paths in the folder, but the lock and the log, which every command touches.
   */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path path : inside(folder)) {
      String name = folder.relativize(path).toString();
      if (Files.isRegularFile(path) && !name.equals(".lock") && !name.equals("log.txt")) {
        contents.put(name, sha256(path));
      }
    }
    return contents;
  }

  private static String sha256(Path file) {
    return io.espalier.file.Sha256.of(file);
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
