package io.espalier.bundle;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The libraries of this system that a Java runtime, and the native libraries of the program, need
 * beyond the C library, which every Linux has. Some systems' Java comes without, for example, its
 * own decoder of JPEG.
 */
final class SystemLibraries {

  /** A line of {@code ldd}: {@code libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x...)}. */
  private static final Pattern NEEDED = Pattern.compile("\\s*(\\S+) => (/\\S+) \\(0x.*");

  /** A line of {@code ldconfig -p}: {@code libz.so.1 (libc6,x86-64) => /lib/libz.so.1}. */
  private static final Pattern KNOWN = Pattern.compile("\\s*(\\S+) \\(.*\\) => (/\\S+)");

  /** The C library belongs to the system's kernel and loader. */
  private static final Pattern OF_C =
      Pattern.compile(
          "(ld-linux.*|libc|libm|libdl|libpthread|librt|libresolv|libutil|libanl|libnsl)\\.so.*");

  /** Needed by the program's native libraries, which only say so when they are unpacked. */
  private static final List<String> OF_PROGRAM =
      List.of("libstdc++.so.6", "libgcc_s.so.1", "libgomp.so.1");

  private SystemLibraries() {}

  /** Copies them into the runtime's own libraries, beside those that need them. */
  static void copyInto(Path runtime) throws IOException {
    Path folder = runtime.resolve("lib");
    List<Path> own;
    try (Stream<Path> files = Files.walk(folder)) {
      own = files.filter(file -> file.getFileName().toString().endsWith(".so")).sorted().toList();
    }
    Map<String, Path> needed = new TreeMap<>();
    for (Path library : own) {
      for (String line : lines("ldd", library.toString())) {
        Matcher found = NEEDED.matcher(line);
        if (found.matches() && !OF_C.matcher(found.group(1)).matches()) {
          needed.putIfAbsent(found.group(1), Path.of(found.group(2)));
        }
      }
    }
    for (String line : lines(ldconfig(), "-p")) {
      Matcher known = KNOWN.matcher(line);
      if (known.matches() && OF_PROGRAM.contains(known.group(1)) && isOfThisProcessor(line)) {
        needed.putIfAbsent(known.group(1), Path.of(known.group(2)));
      }
    }
    Path real = runtime.toRealPath();
    for (Map.Entry<String, Path> library : needed.entrySet()) {
      if (!library.getValue().toRealPath().startsWith(real)) {
        Files.copy(library.getValue().toRealPath(), folder.resolve(library.getKey()));
      }
    }
  }

  private static boolean isOfThisProcessor(String line) {
    return line.contains("x86-64") || line.contains("AArch64");
  }

  /** Not on the path of users who are not root. */
  private static String ldconfig() {
    return Files.isExecutable(Path.of("/sbin/ldconfig")) ? "/sbin/ldconfig" : "ldconfig";
  }

  private static List<String> lines(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0 && out.isBlank()) {
        throw new InputError(
            "'%s' failed (exit code %d); a bundle needs it to find system libraries"
                .formatted(String.join(" ", command), code));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputError("the bundle was interrupted; nothing of it is left", e);
    }
    return out.lines().toList();
  }
}
