package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
      if (!Files.isRegularFile(file)) {
        throw new InputError("there is no file %s".formatted(file));
      }
      if (Files.size(file) > largestBytes) {
        throw new InputError(
            "cannot use %s: it has more than %d bytes".formatted(file, largestBytes));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }
}
