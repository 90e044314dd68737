package io.espalier.data;

import io.espalier.error.InputError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The places where the files of a named data set are looked for. */
public final class DatasetFolders {

  private DatasetFolders() {}

  /**
   * Finds the folder that holds a data set.
   *
   * @param name the data set, which is also the name of its folder
   * @param given the folder that the user named, which must then hold it
   * @param isComplete whether a folder holds all files
   * @param files the names of these files, for messages
   * @return empty if no folder was given and no well-known one holds it
   * @throws InputError if the folder given does not hold it
   */
  public static Optional<Path> find(
      String name, Optional<Path> given, Predicate<Path> isComplete, List<String> files) {
    if (given.isPresent() && !isComplete.test(given.get())) {
      throw new InputError(
          "%s does not have all files of %s; expected are: %s"
              .formatted(given.get(), name, String.join(", ", files)));
    }
    return given.or(() -> wellKnown(name).stream().filter(isComplete).findFirst());
  }

  /** The folders that are searched when none is given: the system's and the user's. */
  static List<Path> wellKnown(String name) {
    return List.of(
        Path.of("/usr/share/datasets", name),
        Path.of(System.getProperty("user.home"), ".espalier", name));
  }
}
