package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a folder under a temporary name, forces it to the disk and moves it into place, so that
 * readers find all of its files or none.
 */
public final class AtomicFolder {

  private AtomicFolder() {}

  /** Writes the files of a folder. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything below {@code folder}, which exists and is empty. */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Creates {@code folder} with this content, and its parent folders. If writing fails, nothing is
   * left behind and an existing folder stays unchanged.
   *
   * @param overwrite whether an existing folder is replaced
   * @throws InputError if the folder exists and is not to be replaced, or cannot be written
   */
  public static void write(Path folder, boolean overwrite, Content content) {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !overwrite) {
      throw new InputError(
          "%s exists already".formatted(target), Remedy.NAME_OTHER_FOLDER, Remedy.REPLACE);
    }
    Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      delete(temporary);
      Files.createDirectories(temporary);
      content.writeTo(temporary);
      forceAll(temporary);
      moveIntoPlace(temporary, target);
    } catch (IOException e) {
      deleteQuietly(temporary, e);
      throw new InputError(
          "cannot write %s: %s; make its parent writable, free some space or name another folder"
              .formatted(target, AtomicFile.reason(e)),
          e);
    } catch (RuntimeException e) {
      deleteQuietly(temporary, e);
      throw e;
    }
  }

  private static void moveIntoPlace(Path temporary, Path target) throws IOException {
    Path old = target.resolveSibling("." + target.getFileName() + ".old");
    delete(old);
    boolean replaces = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (replaces) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaces) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    AtomicFile.forceFolder(target.getParent());
    delete(old);
  }

  /** Forces the entries of the folders; the files themselves were forced when they were written. */
  private static void forceAll(Path folder) throws IOException {
    for (Path path : inside(folder)) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        AtomicFile.forceFolder(path);
      } else {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
          file.force(true);
        }
      }
    }
  }

  private static void deleteQuietly(Path folder, Exception first) {
    try {
      delete(folder);
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : inside(folder)) {
        Files.delete(path);
      }
    }
  }

  /** Everything in the folder, contents before what contains them; links are not followed. */
  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
