package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    MessageDigest digest = begin();
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (NoSuchFileException e) {
      throw new InputError("there is no file %s".formatted(file), e);
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
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
