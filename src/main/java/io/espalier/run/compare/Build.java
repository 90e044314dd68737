package io.espalier.run.compare;

import io.espalier.file.Sha256;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Which build of the program this is. */
final class Build {

  private Build() {}

  /**
   * The start of the SHA-256 of the program's file; {@code classes} where it runs from a folder.
   */
  static String fingerprint() {
    CodeSource source = Build.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return "unknown";
    }
    try {
      Path file = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(file) ? Sha256.of(file).substring(0, 12) : "classes";
    } catch (URISyntaxException e) {
      return "unknown";
    }
  }
}
