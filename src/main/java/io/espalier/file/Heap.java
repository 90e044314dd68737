package io.espalier.file;

import io.espalier.error.InputError;

/** Java's memory, whose size {@code ESPALIER_HEAP} gives. */
public final class Heap {

  private Heap() {}

  /**
   * Refuses to read what cannot fit, before it is read.
   *
   * @param what what is to be read
   * @param bytes what it takes, at most
   * @throws InputError if that is more than there may be; the message says how much is needed
   */
  public static void require(String what, double bytes) {
    long allowed = Runtime.getRuntime().maxMemory();
    if (bytes > allowed) {
      throw new InputError(
          "%s: that needs about %.0f MB of Java's memory, and %d MB are allowed; start with ESPALIER_HEAP=%.0fm, or give less"
              .formatted(
                  what, bytes / 1e6, allowed / 1_000_000, Math.ceil(bytes * 1.25 / (1 << 20))));
    }
  }
}
