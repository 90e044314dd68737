package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of lines that only grows, each line forced to the disk before it counts. A process that
 * dies while it appends leaves a torn last line; whoever opens the file again reads it, and keeps
 * what is sound.
 */
public final class AppendedFile implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private AppendedFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file, or makes an empty one and the folders that it lies in. The caller holds the
   * folder's lock.
   *
   * @throws InputError if that cannot be done
   */
  public static AppendedFile open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new AppendedFile(
          file,
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw cannot("open", file, e);
    }
  }

  /** What the file holds. */
  public byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw cannot("open", file, e);
    }
  }

  /** Drops all but the first {@code bytes} bytes; what is appended follows them. */
  public void keep(int bytes) {
    try {
      channel.truncate(bytes);
      channel.position(bytes);
    } catch (IOException e) {
      throw cannot("open", file, e);
    }
  }

  /** Appends lines and returns when they are on the disk. */
  public void append(List<String> lines) {
    ByteBuffer bytes =
        ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw cannot("write", file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Every line was forced to the disk when it was appended.
    }
  }

  /** The error that a file cannot be read or written. */
  public static InputError cannot(String verb, Path file, IOException e) {
    return new InputError(
        "cannot %s %s: %s; free some space, make the folder writable or work in another"
            .formatted(verb, file, e.getMessage()),
        e);
  }
}
