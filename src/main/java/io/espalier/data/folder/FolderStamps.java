package io.espalier.data.folder;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When the folders of a part, and its list if it has one, were last changed: file systems change
 * this time whenever an entry is added, removed or renamed. Files that are changed in place are
 * noticed by their hashes when they are read.
 *
 * @param lines the path and the time, in nanoseconds, of each
 */
record FolderStamps(List<List<String>> lines) {

  static final List<String> COLUMNS = List.of("path", "modified_ns");

  FolderStamps {
    lines = List.copyOf(lines);
  }

  /** Those of a part now. */
  static FolderStamps of(Path part) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(line(part));
    if (ClassList.isFor(part)) {
      lines.add(line(ClassList.file(part)));
    } else {
      FolderListing.entries(part).stream()
          .filter(Files::isDirectory)
          .forEach(folder -> lines.add(line(folder)));
    }
    return new FolderStamps(lines);
  }

  private static List<String> line(Path path) {
    try {
      long time = Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
      return List.of(PictureIndex.escaped(path.toAbsolutePath().toString()), Long.toString(time));
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}
