package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;

/** Java's heap, whose size {@code ESPALIER_HEAP} sets. */
public final class Heap {

  private Heap() {}

  /**
   * Refuses to read data that cannot fit into memory, before reading it.
   *
   * @param what the name of the data
   * @param bytes the largest memory it needs
   * @throws InputError if that is more than the largest heap; the message says how much is needed
   */
  public static void require(String what, double bytes) {
    long allowed = Runtime.getRuntime().maxMemory();
    if (bytes > allowed) {
      throw new InputError(
              "%s: that needs about %.0f MB of Java's memory, and %d MB are allowed; start with ESPALIER_HEAP=%.0fm, or give less"
                  .formatted(
                      what, bytes / 1e6, allowed / 1_000_000, Math.ceil(bytes * 1.25 / (1 << 20))))
          .see(Trouble.MEMORY);
    }
  }
}
