package io.espalier.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine that a result was made on.
 *
 * @param os the operating system, its version and architecture
 * @param cpu the processor's model, or its architecture if the system does not report it
 * @param cores processors that the program may use
 * @param heapMegabytes the largest heap that the program may use, in MiB
 */
public record Machine(String os, String cpu, int cores, long heapMegabytes) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** The machine of this process. */
  public static Machine ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        cpuModel(),
        runtime.availableProcessors(),
        runtime.maxMemory() >> 20);
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      // Only Linux has this file.
      return System.getProperty("os.arch");
    }
  }
}
