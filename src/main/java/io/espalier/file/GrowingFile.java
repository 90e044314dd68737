package io.espalier.file;

import io.espalier.error.InputError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Follows a file of lines that another process appends to. A line counts once its end is there; a
 * file that became shorter or was replaced is read from its start again.
 */
public final class GrowingFile {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private Object identity;
  private long position;
  private boolean anew;

  /** Follows a file that need not exist yet. */
  public GrowingFile(Path file) {
    this.file = file;
  }

  /**
   * The complete lines that were added since the last call; none if there is no file.
   *
   * @throws InputError if it cannot be read
   */
  public List<String> newLines() {
    anew = false;
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (!Objects.equals(now.fileKey(), identity) || now.size() < position) {
        identity = now.fileKey();
        restart();
      }
      return now.size() == position ? List.of() : read(now.size());
    } catch (NoSuchFileException e) {
      if (position > 0) {
        restart();
      }
      return List.of();
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private void restart() {
    position = 0;
    anew = true;
  }

  /** A torn last line is read again next time, since a writer that begins anew replaces it. */
  private List<String> read(long end) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      channel.position(position);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      byte[] bytes = buffer.array();
      while (channel.position() < end && channel.read(buffer.clear()) > 0) {
        int from = 0;
        for (int b = 0; b < buffer.position(); b++) {
          if (bytes[b] == '\n') {
            line.write(bytes, from, b - from);
            position += line.size() + 1;
            lines.add(line.toString(StandardCharsets.UTF_8));
            line.reset();
            from = b + 1;
          }
        }
        line.write(bytes, from, buffer.position() - from);
      }
    }
    return lines;
  }

  /** Whether the last call read the file from its start again. */
  public boolean beganAnew() {
    return anew;
  }
}
