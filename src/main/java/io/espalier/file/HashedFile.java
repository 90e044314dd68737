package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Text files that the program writes and reads again. Their hashes are stored next to them in
 * {@value #SUMS}, in the format of {@code sha256sum}, so that changes are detected.
 */
public final class HashedFile {

  /** The file of a folder's hashes. */
  public static final String SUMS = "SHA256SUMS";

  static final long LARGEST_TABLE_BYTES = 1_000_000_000;

  /** The number of attempts to read a file that another process may be replacing. */
  private static final int TRIES = 3;

  private static final String REMEDY =
      "restore it from a copy, or have it made again by the command that wrote it";

  private HashedFile() {}

  /**
   * Replaces {@code file} by {@code text} in UTF-8, and its hash.
   *
   * @throws InputError if the folder cannot be written or is full
   */
  public static void write(Path file, String text) {
    writeAll(file.toAbsolutePath().getParent(), Map.of(name(file), text));
  }

  /**
   * Replaces files of one folder, and their hashes.
   *
   * @param texts by the files' names
   * @throws InputError if the folder cannot be written or is full
   */
  public static void writeAll(Path folder, Map<String, String> texts) {
    Path sums = folder.resolve(SUMS);
    List<String> before = sums(sums);
    List<String> after = new ArrayList<>(before);
    Set<String> all = new LinkedHashSet<>(before);
    texts.forEach(
        (name, text) -> {
          after.removeIf(line -> isOf(line, name));
          after.add(line(Sha256.of(text), name));
        });
    all.addAll(after);
    // Whenever the program is killed, there are hashes for the current content of the files.
    if (all.size() > before.size()) {
      writeSums(sums, List.copyOf(all));
    }
    texts.forEach((name, text) -> AtomicFile.writeText(folder.resolve(name), text));
    if (all.size() > after.size()) {
      writeSums(sums, after);
    }
  }

  /**
   * The text of a file that {@link #write} wrote.
   *
   * @throws InputError if it is missing, too large, or was changed
   */
  public static String read(Path file, long largestBytes) {
    for (int n = 0; n < TRIES; n++) {
      byte[] bytes = BoundedFile.bytes(file, largestBytes);
      if (sums(file).contains(line(Sha256.of(bytes), name(file)))) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
    throw changed(file);
  }

  /**
   * The lines of a table that {@link #write} wrote.
   *
   * @throws InputError as {@link #read} does
   */
  public static List<String> lines(Path file) {
    return read(file, LARGEST_TABLE_BYTES).lines().toList();
  }

  /** Removes a file and its hash, if there is one. */
  public static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        List<String> others = new ArrayList<>(sums(file));
        others.removeIf(line -> isOf(line, name(file)));
        writeSums(file, others);
      }
    } catch (IOException e) {
      throw new InputError(
          "cannot delete %s, which no longer holds: %s; make its folder writable"
              .formatted(file, AtomicFile.reason(e)),
          e);
    }
  }

  /** Writes the hashes of all files in a folder and in those within it. */
  public static void sumAll(Path folder) {
    Path sums = folder.resolve(SUMS);
    try (Stream<Path> all = Files.walk(folder)) {
      List<String> lines =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.equals(sums))
              .sorted()
              .map(file -> line(Sha256.of(file), relative(folder, file)))
              .toList();
      AtomicFile.writeText(sums, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  /**
   * Checks every file that {@link #sumAll} found.
   *
   * @throws InputError if one is missing or was changed; the message names it
   */
  public static void checkAll(Path folder) {
    List<String> lines = sums(folder.resolve(SUMS));
    if (lines.isEmpty()) {
      throw new InputError(
          "%s has no %s, which is needed to detect changed files; copy the whole folder, or export again"
              .formatted(folder, SUMS));
    }
    for (String line : lines) {
      if (line.length() < Sha256.DIGITS + 3) {
        throw changed(folder.resolve(SUMS));
      }
      Path file = folder.resolve(line.substring(Sha256.DIGITS + 2)).normalize();
      boolean within = file.startsWith(folder.normalize());
      if (within && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new InputError("there is no %s, which %s lists; %s".formatted(file, SUMS, REMEDY));
      }
      if (!within
          || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !line.equals(line(Sha256.of(file), relative(folder, file)))) {
        throw changed(file);
      }
    }
  }

  private static InputError changed(Path file) {
    return new InputError(
            "%s was changed after it was written: its SHA-256 is not the one in %s beside it; %s"
                .formatted(file, SUMS, REMEDY))
        .see(Trouble.CHANGED_FILES);
  }

  private static String relative(Path folder, Path file) {
    return folder.normalize().relativize(file.normalize()).toString().replace('\\', '/');
  }

  private static List<String> sums(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file.resolveSibling(SUMS));
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s: %s".formatted(file.resolveSibling(SUMS), AtomicFile.reason(e)), e);
    }
  }

  private static void writeSums(Path file, List<String> lines) {
    AtomicFile.writeText(
        file.resolveSibling(SUMS), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String line(String hash, String name) {
    return hash + "  " + name;
  }

  private static boolean isOf(String line, String name) {
    return line.endsWith("  " + name);
  }
}
