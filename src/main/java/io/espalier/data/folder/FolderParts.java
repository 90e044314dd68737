package io.espalier.data.folder;

import io.espalier.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sub-folders that divide an image folder, recognised by their usual names in upper or lower
 * case. Each has its own class folders or a list of its pictures' classes ({@link ClassList}); a
 * folder of such a name that holds images itself and has no list is a class.
 *
 * @param training the folder to learn from
 * @param validation the folder to compare architectures on; empty to use a share of the training
 * @param test the folder for the final measurement
 * @param others the names of further folders, which are not used
 */
record FolderParts(Path training, Optional<Path> validation, Path test, List<String> others) {

  private enum Role {
    TRAINING("train|training"),
    VALIDATION("val|valid|validation"),
    TEST("test|testing");

    private final String names;

    Role(String names) {
      this.names = names;
    }

    boolean isNameOf(Path folder) {
      return folder.getFileName().toString().toLowerCase(Locale.ROOT).matches(names);
    }
  }

  /**
   * Looks for parts.
   *
   * @return empty if the folder is not divided
   * @throws InputError if it is not readable, or only partly divided
   */
  static Optional<FolderParts> of(Path folder) {
    Map<Role, Path> parts = new EnumMap<>(Role.class);
    List<String> others = new ArrayList<>();
    for (Path entry : FolderListing.entries(folder)) {
      Optional<Role> role = role(entry);
      if (role.isPresent()) {
        Path twin = parts.put(role.get(), entry);
        if (twin != null) {
          throw new InputError(
              "%s has both %s and %s, which mean the same; rename or remove one"
                  .formatted(folder, twin.getFileName(), entry.getFileName()));
        }
      } else if (Files.isDirectory(entry)) {
        others.add(entry.getFileName().toString());
      }
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Path training = parts.get(Role.TRAINING);
    Path validation = parts.get(Role.VALIDATION);
    Path test = parts.get(Role.TEST);
    if (training == null || (validation == null && test == null)) {
      throw new InputError(
          "%s has only the part %s; expected are train/ and test/, train/ and val/, or all three, each with one sub-folder per class: add what is missing, or give the folder that has the class folders"
              .formatted(
                  folder,
                  parts.values().stream()
                      .map(part -> part.getFileName() + "/")
                      .collect(Collectors.joining(" and "))));
    }
    return Optional.of(
        test == null
            ? new FolderParts(training, Optional.empty(), validation, others)
            : new FolderParts(training, Optional.ofNullable(validation), test, others));
  }

  private static Optional<Role> role(Path entry) {
    for (Role role : Role.values()) {
      if (role.isNameOf(entry) && holdsClasses(entry)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static boolean holdsClasses(Path entry) {
    if (!Files.isDirectory(entry)) {
      return false;
    }
    if (ClassList.isFor(entry)) {
      return true;
    }
    List<Path> inside = FolderListing.entries(entry);
    return inside.stream().anyMatch(Files::isDirectory)
        && inside.stream().noneMatch(FolderListing::isImage);
  }

  /** The use of each folder, in a sentence. */
  String text() {
    String learned = training.getFileName() + "/ is learned from";
    String compared =
        validation
            .map(part -> part.getFileName() + "/ compares architectures")
            .orElse("a share of it compares architectures");
    String tested = test.getFileName() + "/ is the test";
    String unused = others.isEmpty() ? "" : "; not used: " + String.join(", ", others);
    return "%s, %s, %s%s".formatted(learned, compared, tested, unused);
  }

  /** Whether a folder's name may have been meant for another use. */
  boolean isSurprising() {
    return !others.isEmpty() || Role.VALIDATION.isNameOf(test);
  }
}
