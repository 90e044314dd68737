package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private static final int BUFFER = 1 << 16;

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

  /** Writes the content of a file; it is given a stream that buffers, and leaves it open. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Replaces files of one folder, and their hashes.
   *
   * @param texts by the files' names
   * @throws InputError if the folder cannot be written or is full
   */
  public static void writeAll(Path folder, Map<String, String> texts) {
    Map<String, Content> contents = new LinkedHashMap<>();
    texts.forEach(
        (name, text) ->
            contents.put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    writeContents(folder, contents);
  }

  /**
   * As {@link #writeAll}, for contents that are not in memory as a whole.
   *
   * @param contents by the files' names
   * @throws InputError if the folder cannot be written or is full
   */
  public static void writeContents(Path folder, Map<String, Content> contents) {
    Map<String, AtomicFile.Draft> drafts = new LinkedHashMap<>();
    try {
      Path sums = folder.resolve(SUMS);
      Map<String, String> hashes = new LinkedHashMap<>();
      contents.forEach(
          (name, content) ->
              drafts.put(
                  name,
                  AtomicFile.draft(
                      folder.resolve(name), channel -> hashes.put(name, copy(content, channel)))));
      List<String> before = Sums.read(sums);
      List<String> after = new ArrayList<>(before);
      Set<String> all = new LinkedHashSet<>(before);
      hashes.forEach(
          (name, hash) -> {
            after.removeIf(line -> Sums.isOf(line, name));
            after.add(Sums.line(hash, name));
          });
      all.addAll(after);
      // Whenever the program is killed, there are hashes for the current content of the files.
      if (all.size() > before.size()) {
        Sums.write(sums, List.copyOf(all));
      }
      drafts.values().forEach(AtomicFile.Draft::publish);
      if (all.size() > after.size()) {
        Sums.write(sums, after);
      }
    } finally {
      drafts.values().forEach(AtomicFile.Draft::discard);
    }
  }

  /** Writes a content; returns its hash. */
  private static String copy(Content content, FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.begin();
    OutputStream out =
        new BufferedOutputStream(
            new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER);
    content.writeTo(out);
    out.flush();
    return Sha256.hex(digest.digest());
  }

  /**
   * The text of a file that {@link #write} wrote.
   *
   * @throws InputError if it is missing, too large, or was changed
   */
  public static String read(Path file, long largestBytes) {
    for (int n = 0; n < TRIES; n++) {
      byte[] bytes = BoundedFile.bytes(file, largestBytes);
      if (Sums.read(file).contains(Sums.line(Sha256.of(bytes), name(file)))) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
    throw changed(file);
  }

  /**
   * A file that {@link #write} wrote, for reading. It is checked first and then read from its
   * beginning; that another process replaces it meanwhile changes nothing.
   *
   * @throws InputError as {@link #read} does
   */
  public static InputStream open(Path file, long largestBytes) {
    for (int n = 0; n < TRIES; n++) {
      FileChannel channel = BoundedFile.open(file, largestBytes);
      try {
        String line = Sums.line(Sha256.of(channel), name(file));
        if (Sums.read(file).contains(line)) {
          channel.position(0);
          return Channels.newInputStream(channel);
        }
        channel.close();
      } catch (IOException e) {
        throw new InputError("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
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
        List<String> others = new ArrayList<>(Sums.read(file));
        others.removeIf(line -> Sums.isOf(line, name(file)));
        Sums.write(file, others);
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
              .map(file -> Sums.line(Sha256.of(file), Sums.relative(folder, file)))
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
    List<String> lines = Sums.read(folder.resolve(SUMS));
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
          || !line.equals(Sums.line(Sha256.of(file), Sums.relative(folder, file)))) {
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

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
