package io.espalier.file;

import java.nio.file.Path;
import java.util.Map;

/** The folder for files that this program can recreate. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * {@code ESPALIER_CACHE}, else {@code espalier} in {@code XDG_CACHE_HOME}, else {@code
   * .cache/espalier} in the user's home.
   *
   * @param environment the environment's variables
   */
  public static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("ESPALIER_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    return caches.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "espalier")
        : Path.of(caches, "espalier");
  }
}
