package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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

/**
 * A file of lines that only grows, each line forced to the disk before it counts, and sealed by a
 * hash of itself and all lines before it: a line that was changed, lost, duplicated or moved is
 * detected when the file is opened again.
 *
 * <p>A process that dies while appending leaves an incomplete last line, which is dropped. Opening
 * only reads; the first appended line replaces the incomplete one.
 */
public final class AppendedFile implements AutoCloseable {

  private static final long LARGEST_BYTES = 1 << 30;

  private final Path file;
  private final Remedy remedy;
  private final LineSeal seal;
  private final List<String> lines = new ArrayList<>();
  private int soundBytes;
  private boolean torn;
  private FileChannel channel;
  private Object identity;

  private AppendedFile(Path file, LineSeal.Form form, Remedy remedy) {
    this.file = file;
    this.remedy = remedy;
    this.seal = new LineSeal(form);
  }

  /**
   * Opens a file that may not exist yet. The caller holds the folder's lock.
   *
   * @param form the format of its lines
   * @param remedy what to do if it was changed and there is no copy
   * @throws InputError if it cannot be read, or a line other than an incomplete last one was
   *     changed; the message names the line
   */
  public static AppendedFile open(Path file, LineSeal.Form form, Remedy remedy) {
    AppendedFile opened = new AppendedFile(file, form, remedy);
    opened.read();
    return opened;
  }

  private void read() {
    byte[] bytes = bytes();
    for (int end = lineEnd(bytes, 0); end < bytes.length; end = lineEnd(bytes, soundBytes)) {
      String line = new String(bytes, soundBytes, end - soundBytes, StandardCharsets.UTF_8);
      int number = lines.size();
      String text = seal.open(line);
      if (text == null) {
        // A file system may extend the file before it writes the bytes of the last line.
        if (number > 0 && end + 1 == bytes.length) {
          break;
        }
        throw new InputError(
            "line %d of %s is not as it was written".formatted(number + 1, file),
            Remedy.RESTORE,
            remedy);
      }
      lines.add(text);
      soundBytes = end + 1;
    }
    torn = soundBytes < bytes.length;
  }

  private byte[] bytes() {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new InputError(
            "cannot read %s: it has more than %,d bytes".formatted(file, LARGEST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw cannot("read", file, e);
    }
  }

  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** The lines that the file held when it was opened, without their seals. */
  public List<String> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** Whether it holds no line, and none was appended. */
  public boolean isEmpty() {
    return lines.isEmpty() && channel == null;
  }

  /** Whether an incomplete last line was ignored when the file was opened. */
  public boolean isTorn() {
    return torn;
  }

  /**
   * Appends lines and returns when they are on the disk; the first time, creates the file and its
   * parent folders.
   *
   * @throws InputError if that fails, or the file was removed or replaced in the meantime
   */
  public void append(List<String> added) {
    StringBuilder text = new StringBuilder();
    added.forEach(line -> text.append(seal.close(line)).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    try {
      begin();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
    requireThere();
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
