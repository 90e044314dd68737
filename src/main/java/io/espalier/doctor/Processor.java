package io.espalier.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The system's information about processor and memory; unknown on systems other than Linux. */
final class Processor {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final Path FIRST_CORE = Path.of("/sys/devices/system/cpu/cpu0");

  /** The instruction sets that make a difference to numerical libraries. */
  private static final String VECTORS =
      "sse4_1|avx|avx2|fma|f16c|avx_vnni|avx512.*|amx.*|asimd|sve.*";

  private Processor() {}

  /** All flags of the first core. */
  static List<String> flags() {
    return Stream.of("flags", "Features")
        .map(key -> value(CPU_INFO, key))
        .flatMap(line -> Stream.of(line.split(" ")))
        .filter(flag -> !flag.isBlank())
        .toList();
  }

  /**
   * Whether a virtual machine hides the sizes of the processor's caches. oneDNN then assumes empty
   * caches, and with the blocks that it chooses its AVX2 and AVX-512 convolutions are wrong (3.7.1:
   * the last output channels, by a third of the result's norm, in any layout).
   */
  static boolean hidesCaches() {
    return System.getProperty("os.arch").equals("amd64")
        && Files.isDirectory(FIRST_CORE)
        && !Files.exists(FIRST_CORE.resolve("cache").resolve("index0"));
  }

  /** The flags of vector instructions. */
  static String vectors() {
    return String.join(" ", flags().stream().filter(flag -> flag.matches(VECTORS)).toList());
  }

  /** Memory in MiB by one of the names in {@code /proc/meminfo}; -1 if unknown. */
  static long memoryMegabytes(String key) {
    String value = value(MEMORY_INFO, key);
    return value.isEmpty() ? -1 : Long.parseLong(value.replaceAll("\\D", "")) >> 10;
  }

  private static String value(Path file, String key) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key) && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
