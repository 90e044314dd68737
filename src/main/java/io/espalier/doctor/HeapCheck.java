package io.espalier.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * glibc's heap checks, which end a process as soon as it frees memory whose bounds were
 * overwritten; without them, that may stay unnoticed for long.
 */
final class HeapCheck {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/lib/x86_64-linux-gnu/libc_malloc_debug.so.0"),
          Path.of("/lib/aarch64-linux-gnu/libc_malloc_debug.so.0"),
          Path.of("/usr/lib64/libc_malloc_debug.so.0"),
          Path.of("/usr/lib/libc_malloc_debug.so.0"));

  private HeapCheck() {}

  /** The variables that enable them in a new process; empty if the library is missing. */
  static Map<String, String> environment() {
    return LIBRARIES.stream()
        .filter(Files::exists)
        .findFirst()
        .map(library -> Map.of("LD_PRELOAD", library.toString(), "MALLOC_CHECK_", "3"))
        .orElse(Map.of());
  }
}
