package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
public final class Sha256 {

  /** How many digits a hash has. */
  public static final int DIGITS = 64;

  private Sha256() {}

  /** Of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of bytes. */
  public static String of(byte[] bytes) {
    return hex(begin().digest(bytes));
  }

  /**
   * Of a file's bytes.
   *
   * @throws InputError if it cannot be read
   */
  public static String of(Path file) {
    try (FileChannel bytes = FileChannel.open(file)) {
      return of(bytes);
    } catch (NoSuchFileException e) {
      throw new InputError("there is no file %s".formatted(file), e);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /** Of the bytes of a channel from its position on. */
  static String of(FileChannel bytes) throws IOException {
    MessageDigest digest = begin();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
    while (bytes.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return hex(digest.digest());
  }

  /** The hash of nothing yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The digits of a finished hash. */
  public static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
