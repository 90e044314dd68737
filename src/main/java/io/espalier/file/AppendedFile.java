package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file of lines that only grows, each line forced to the disk before it counts, and sealed by a
 * hash of itself and all lines before it: a line that was changed, lost, duplicated or moved is
 * detected when the file is opened again.
 *
 * <p>A process that dies while appending leaves an incomplete last line, which is dropped. Opening
 * only reads; the first appended line replaces the incomplete one.
 */
public final class AppendedFile implements AutoCloseable {

  /** What may be kept as a list of lines. */
  private static final long LARGEST_KEPT_BYTES = 1 << 30;

  private final Path file;
  private final Remedy remedy;
  private final LineSeal seal;
  private final List<String> lines = new ArrayList<>();
  private int count;
  private long soundBytes;
  private boolean torn;
  private FileChannel channel;
  private Object identity;

  private AppendedFile(Path file, LineSeal.Form form, Remedy remedy) {
    this.file = file;
    this.remedy = remedy;
    this.seal = new LineSeal(form);
  }

  /**
   * Opens a file that may not exist yet, and keeps its lines. The caller holds the folder's lock.
   *
   * @param form the format of its lines
   * @param remedy what to do if it was changed and there is no copy
   * @throws InputError if it cannot be read, or a line other than an incomplete last one was
   *     changed; the message names the line
   */
  public static AppendedFile open(Path file, LineSeal.Form form, Remedy remedy) {
    AppendedFile opened = new AppendedFile(file, form, remedy);
    opened.read(LARGEST_KEPT_BYTES, line -> opened.lines.add(line.text()));
    return opened;
  }

  /**
   * Opens a file of any size without keeping its lines. Where it is only read, no lock is needed:
   * what a process appends meanwhile is not there yet.
   *
   * @param lines receives each line
   * @throws InputError as {@link #open(Path, LineSeal.Form, Remedy)} does; lines before that one
   *     were received
   */
  public static AppendedFile open(
      Path file, LineSeal.Form form, Remedy remedy, Consumer<SealedLine> lines) {
    AppendedFile opened = new AppendedFile(file, form, remedy);
    opened.read(Long.MAX_VALUE, lines);
    return opened;
  }

  /**
   * The first line of a file; empty if it has none. The others are not read.
   *
   * @throws InputError if it cannot be read, or that line was changed
   */
  public static Optional<String> first(Path file, LineSeal.Form form, Remedy remedy) {
    AppendedFile opened = new AppendedFile(file, form, remedy);
    try (SealedLines read = opened.sealedLines(Long.MAX_VALUE)) {
      return read != null && read.next() ? Optional.of(read.text()) : Optional.empty();
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  private void read(long largestBytes, Consumer<SealedLine> each) {
    try (SealedLines read = sealedLines(largestBytes)) {
      if (read != null) {
        while (read.next()) {
          each.accept(read);
        }
        count = read.number();
        soundBytes = read.soundBytes();
        torn = read.isTorn();
      }
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  /** The lines; null if there is no file. */
  private SealedLines sealedLines(long largestBytes) throws IOException {
    try {
      if (Files.size(file) > largestBytes) {
        throw new InputError(
            "cannot read %s: it has more than %,d bytes".formatted(file, largestBytes));
      }
      return new SealedLines(file, seal, remedy);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The lines that the file held when it was opened, without their seals, if they are kept. */
  public List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** Whether it holds no line, and none was appended. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** Whether an incomplete last line was ignored when the file was opened. */
  public boolean isTorn() {
    return torn;
  }

  /**
   * Appends lines and returns when they and all before them are on the disk; the first time,
   * creates the file and its parent folders.
   *
   * @throws InputError if that fails, or the file was removed or replaced in the meantime
   */
  public void append(List<String> added) {
    write(added);
    try {
      channel.force(true);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
    requireThere();
  }

  /**
   * Appends lines that readers see at once, but that need not be on the disk before the next {@link
   * #append}.
   *
   * @throws InputError if that fails
   */
  public void write(List<String> added) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (String line : added) {
      text.writeBytes(seal.close(line));
      text.write('\n');
      count++;
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
    try {
      begin();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  /** How many lines it has. */
  public int count() {
    return count;
  }

  /**
   * The seal of the last line, which stands for it and all lines before; empty if there is none.
   */
  public String check() {
    return seal.check();
  }

  /**
   * Checks that the file was not removed or replaced since it was written to.
   *
   * @throws InputError if it was removed or replaced meanwhile
   */
  public void requireThere() {
    if (!isThere()) {
      throw new InputError(
          "%s was removed or replaced while it was written to, and what it held is lost; start again, and leave the folder alone until the program has ended"
              .formatted(file));
    }
  }

  private void begin() throws IOException {
    if (channel == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      channel.truncate(soundBytes);
      channel.position(soundBytes);
      identity = identity();
    }
  }

  /** Whether the file, if it was written to, is still in place. */
  public boolean isThere() {
    try {
      return channel == null || Objects.equals(identity, identity());
    } catch (IOException e) {
      return false;
    }
  }

  /** The identity of the file, to detect another file of the same name. */
  private Object identity() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Every line was forced to the disk when it was appended.
      }
    }
  }

  private static InputError cannot(String verb, Path file, IOException e) {
    return new InputError(
        "cannot %s %s: %s; free some space, make the folder writable or work in another"
            .formatted(verb, file, AtomicFile.reason(e)),
        e);
  }
}
