package io.espalier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The system that the program runs on, and whether there are native libraries of PyTorch and ND4J
 * for it. The profiles of {@code pom.xml} name those libraries for the same systems.
 *
 * <p>The launchers run this file by itself before they build: it must need nothing but Java.
 *
 * @param system as Java names it, for example {@code Mac OS X}
 * @param processor as Java names it, for example {@code amd64}
 * @param musl whether Java runs on the C library musl, as on Alpine Linux
 */
record Platform(String system, String processor, boolean musl) {

  private static final List<String> X86_64 = List.of("amd64", "x86_64");
  private static final List<String> ARM_64 = List.of("aarch64", "arm64");
  private static final String SUPPORTED =
      "there are native libraries of PyTorch and ND4J for Linux (x86_64 and aarch64, with glibc), macOS (arm64) and Windows (x86_64)";

  static Platform here() {
    return new Platform(System.getProperty("os.name"), System.getProperty("os.arch"), usesMusl());
  }

  /** Why the program cannot run here, in one sentence; empty if it can. */
  Optional<String> problem() {
    if (isSupported()) {
      return Optional.empty();
    }
    String what = "%s on %s%s".formatted(system, processor, musl ? " with the C library musl" : "");
    boolean narrow = system.startsWith("Windows") && processor.equals("x86");
    return Optional.of(
        "this is %s, and %s%s"
                .formatted(what, SUPPORTED, narrow ? "; a 64-bit Java is needed, too" : "")
            // Written out: the launcher runs this file alone.
            + "; see docs/troubleshooting.md#missing-natives");
  }

  private boolean isSupported() {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.equals("linux")) {
      return !musl && (X86_64.contains(processor) || ARM_64.contains(processor));
    }
    return name.startsWith("mac")
        ? ARM_64.contains(processor)
        : name.startsWith("windows") && X86_64.contains(processor);
  }

  /** Java is linked to the C library that native libraries will use. */
  private static boolean usesMusl() {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.contains("/ld-musl-"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends with 2 and the sentence if the program cannot run here, or with 0. */
  public static void main(String[] arguments) {
    here()
        .problem()
        .ifPresent(
            problem -> {
              System.err.println("espalier: " + problem);
              System.exit(2);
            });
  }
}
