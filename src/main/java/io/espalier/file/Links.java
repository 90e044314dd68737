package io.espalier.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Symbolic links, which may lead anywhere. */
public final class Links {

  private Links() {}

  /** Whether a file, which need not exist, lies in a folder once all links have been followed. */
  public static boolean staysWithin(Path folder, Path file) {
    try {
      return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          || file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
