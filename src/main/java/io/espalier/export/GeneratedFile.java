package io.espalier.export;

import io.espalier.error.InputError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a file of an export with the content that this program would write. A folder from
 * elsewhere may contain any program under our file names; nothing is run that this program would
 * not have written.
 */
public final class GeneratedFile {

  private GeneratedFile() {}

  /** Writes the expected content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Compares a text file.
   *
   * @throws InputError if it is missing or differs; the message says in which line
   */
  public static void check(Path file, String text) {
    check(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), true);
  }

  /**
   * Compares a binary file.
   *
   * @throws InputError if it is missing or differs; the message says from which byte on
   */
  public static void check(Path file, Content content) {
    check(file, content, false);
  }

  private static void check(Path file, Content content, boolean isText) {
    requireFile(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Comparing comparing = new Comparing(in);
      content.writeTo(comparing);
      if (!comparing.isEqual() || in.read() >= 0) {
        throw foreign(
            file,
            isText
                ? "line %d differs".formatted(comparing.lines + 1)
                : "it differs from byte %d on".formatted(comparing.bytes + 1));
      }
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s: %s; make the file readable".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Refuses anything but a regular file: reading a pipe or a device of this name might never end.
   *
   * @throws InputError if there is no regular file
   */
  public static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputError("there is no file %s; export the child again".formatted(file));
    }
  }

  /** The error for a file that differs; {@code how} says in what. */
  public static InputError foreign(Path file, String how) {
    return new InputError(
        "%s is not what Espalier writes for this plan: %s. It was changed, or another version wrote it; nothing of it was run. Export the child again"
            .formatted(file, how));
  }

  /** Receives the expected content and compares it with the file. */
  private static final class Comparing extends OutputStream {

    private final InputStream found;
    private long bytes;
    private long lines;
    private boolean differs;

    Comparing(InputStream found) {
      this.found = found;
    }

    boolean isEqual() {
      return !differs;
    }

    @Override
    public void write(int expected) throws IOException {
      write(new byte[] {(byte) expected}, 0, 1);
    }

    @Override
    public void write(byte[] expected, int from, int count) throws IOException {
      if (differs) {
        return;
      }
      byte[] read = found.readNBytes(count);
      for (int i = 0; i < count; i++) {
        if (i == read.length || read[i] != expected[from + i]) {
          differs = true;
          return;
        }
        bytes++;
        lines += read[i] == '\n' ? 1 : 0;
      }
    }
  }
}
