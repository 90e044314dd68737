package io.espalier.data.folder;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The image files in the class folders of a folder, by name.
 *
 * @param folder the folder
 * @param classes the names of its class folders, sorted
 * @param files the images, by class and name
 * @param labels the class index of each image
 * @param ignored the number of files that are not JPEG or PNG
 * @param deadLinks the number of broken links
 */
record FolderListing(
    Path folder,
    List<String> classes,
    List<Path> files,
    List<Integer> labels,
    int ignored,
    int deadLinks) {

  /** Characters that would break a list with one name per line. */
  private static final Pattern BREAKS_LINES = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  /**
   * Lists a folder without opening any image. Links are followed wherever they lead, since the
   * folder is the user's own.
   *
   * @throws InputError if it is not readable, has fewer than two class folders, or one has no image
   *     or a name with a line break
   */
  static FolderListing of(Path root) {
    return ClassList.isFor(root) ? ClassList.of(root) : ofFolders(root);
  }

  private static FolderListing ofFolders(Path root) {
    List<String> classes = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int ignored = 0;
    int deadLinks = 0;
    for (Path folder : entries(root)) {
      if (!Files.isDirectory(folder)) {
        deadLinks += isDead(folder) ? 1 : 0;
        ignored += isDead(folder) ? 0 : 1;
        continue;
      }
      String name = className(folder);
      int before = files.size();
      int dead = 0;
      for (Path file : entries(folder)) {
        if (isDead(file)) {
          dead++;
        } else if (isImage(file)) {
          files.add(file);
          labels.add(classes.size());
        } else {
          ignored++;
        }
      }
      if (files.size() == before) {
        throw new InputError(
            "the class folder %s has no JPEG or PNG images (it %s); add some, convert what is there to PNG, or remove the folder"
                .formatted(folder, found(folder)));
      }
      deadLinks += dead;
      classes.add(name);
    }
    if (classes.size() < 2) {
      throw new InputError(
          "%s has %s; at least 2 are needed: one sub-folder per class, with its JPEG or PNG images"
              .formatted(root, classes.isEmpty() ? "no class folders" : "one class folder"));
    }
    return new FolderListing(root, classes, files, labels, ignored, deadLinks);
  }

  /** The content of a folder, by file extension: {@code .webp (12), folders (1)}. */
  private static String found(Path folder) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
      int dot = name.lastIndexOf('.');
      String ending = dot < 0 ? "files without an ending" : name.substring(dot);
      String kind = Files.isDirectory(entry) ? "folders" : ending;
      counts.merge(isDead(entry) ? "links that lead nowhere" : kind, 1, Integer::sum);
    }
    return counts.isEmpty()
        ? "is empty"
        : counts.entrySet().stream()
            .map(kind -> "%s (%,d)".formatted(kind.getKey(), kind.getValue()))
            .collect(Collectors.joining(", ", "holds ", ""));
  }

  private static String className(Path folder) {
    String name = folder.getFileName().toString();
    if (BREAKS_LINES.matcher(name).find()) {
      throw new InputError(
          "the name of the class folder '%s' in %s has a line break or another control character; rename it"
              .formatted(BREAKS_LINES.matcher(name).replaceAll("?"), folder.getParent()));
    }
    return name;
  }

  /**
   * The entries of a folder, sorted by name, without hidden files.
   *
   * @throws InputError if it is not readable
   */
  static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputError("cannot read the folder %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static boolean isDead(Path entry) {
    return Files.isSymbolicLink(entry) && !Files.exists(entry);
  }

  /** Whether a file has the name of an image; its content is not checked. */
  static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"))
        && Files.isRegularFile(file);
  }

  /** The name of an image's file within the folder. */
  String name(int image) {
    return folder.relativize(files.get(image)).toString();
  }

  /** The labels as an array. */
  int[] labelArray() {
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Some of these images. */
  FolderListing only(int[] positions) {
    return new FolderListing(
        folder,
        classes,
        IntStream.of(positions).mapToObj(files::get).toList(),
        IntStream.of(positions).mapToObj(labels::get).toList(),
        ignored,
        deadLinks);
  }

  /**
   * These images with the labels of other classes.
   *
   * @throws InputError if there is a class folder that {@code known} does not name
   */
  FolderListing labelledBy(List<String> known) {
    List<Integer> changed = new ArrayList<>();
    for (int label : labels) {
      int index = known.indexOf(classes.get(label));
      if (index < 0) {
        throw InputError.unknown("class folder in " + folder, classes.get(label), known);
      }
      changed.add(index);
    }
    return new FolderListing(folder, known, files, changed, ignored, deadLinks);
  }
}
