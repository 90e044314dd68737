package io.espalier.data.folder;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The classes of pictures that lie in one folder, as ImageNet's validation pictures do: a text file
 * beside the folder, of its name with {@code .txt}, has a line for each picture with its name and
 * its class, divided by a tab or, if there is none, by the first blank.
 */
final class ClassList {

  private ClassList() {}

  /** Where the list of a folder would lie. */
  static Path file(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    Path name = whole.getFileName();
    return whole.resolveSibling((name == null ? "" : name) + ".txt");
  }

  /** Whether a folder has a list and holds pictures itself. */
  static boolean isFor(Path folder) {
    return Files.isDirectory(folder)
        && Files.isRegularFile(file(folder))
        && FolderListing.entries(folder).stream().anyMatch(FolderListing::isImage);
  }

  /**
   * The pictures of a folder that has a list, by name.
   *
   * @throws InputError if a line is none, or names a picture twice or one that is not there; or if
   *     a picture is not named
   */
  static FolderListing of(Path folder) {
    Path list = file(folder);
    Map<String, String> classes = read(list);
    List<String> known = classes.values().stream().distinct().sorted().toList();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int ignored = 0;
    Set<String> missing = new HashSet<>(classes.keySet());
    for (Path entry : FolderListing.entries(folder)) {
      String name = entry.getFileName().toString();
      if (!FolderListing.isImage(entry)) {
        ignored++;
        continue;
      }
      String itsClass = classes.get(name);
      if (itsClass == null) {
        throw new InputError(
            "%s does not name the picture %s of %s/; add a line with its name and its class, or remove it"
                .formatted(list, name, folder.getFileName()));
      }
      missing.remove(name);
      files.add(entry);
      labels.add(Collections.binarySearch(known, itsClass));
    }
    if (!missing.isEmpty()) {
      throw new InputError(
          "%s names %d pictures that are not in %s/, for example %s; add them, or remove their lines"
              .formatted(
                  list,
                  missing.size(),
                  folder.getFileName(),
                  missing.stream().min(String::compareTo).orElseThrow()));
    }
    return new FolderListing(folder, known, files, labels, ignored, 0);
  }

  private static Map<String, String> read(Path list) {
    Map<String, String> classes = new TreeMap<>();
    int number = 0;
    for (String line : lines(list)) {
      number++;
      int tab = line.indexOf('\t');
      int end = tab >= 0 ? tab : line.indexOf(' ');
      if (end <= 0 || end == line.length() - 1) {
        throw new InputError(
            "line %d of %s is '%s'; expected are a picture's name, a tab or a blank, and the name of its class"
                .formatted(number, list, line));
      }
      if (classes.put(line.substring(0, end), line.substring(end + 1)) != null) {
        throw new InputError(
            "line %d of %s names %s a second time; remove one of the lines"
                .formatted(number, list, line.substring(0, end)));
      }
    }
    return classes;
  }

  private static List<String> lines(Path list) {
    try {
      return Files.readAllLines(list, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s: %s; it should be a text in UTF-8".formatted(list, e.getMessage()), e);
    }
  }
}
