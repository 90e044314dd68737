package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Small files that are read completely. */
public final class BoundedFile {

  private BoundedFile() {}

  /**
   * The bytes of a file.
   *
   * @throws InputError if it is missing, cannot be read or is larger than it may be
   */
  public static byte[] bytes(Path file, long largestBytes) {
    try {
      check(file, largestBytes);
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  /**
   * A file, opened for reading.
   *
   * @throws InputError as {@link #bytes} does
   */
  static FileChannel open(Path file, long largestBytes) {
    try {
      check(file, largestBytes);
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  private static void check(Path file, long largestBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputError("there is no file %s".formatted(file));
    }
    if (Files.size(file) > largestBytes) {
      throw new InputError(
          "cannot use %s: it has more than %d bytes".formatted(file, largestBytes));
    }
  }

  private static InputError cannotRead(Path file, IOException e) {
    return new InputError("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
  }
}
