package io.espalier.bundle;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFolder;
import io.espalier.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes a folder from which the program runs on a Linux of the same processor without a JDK, Maven
 * or network: the launcher {@code espalier}, {@code lib} with its jars and {@code runtime} with a
 * Java that has what the program needs.
 */
public final class Bundle {

  /** The platform's own, and what libraries reach by reflection only. */
  private static final String MODULES =
      "java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management";

  /** Parts of a runtime for screens and sound, which have libraries of a desktop behind them. */
  private static final List<String> UNUSED =
      List.of("libawt_xawt.so", "libsplashscreen.so", "libjsound.so", "libj2pcsc.so");

  private final List<Path> classPath;
  private final String commit;
  private final Set<Natives> leftOut;

  /**
   * A bundle.
   *
   * @param classPath the program and its libraries
   * @param commit the version of the program, for the provenance of what it makes
   * @param leftOut native libraries that it comes without
   */
  public Bundle(List<Path> classPath, String commit, Set<Natives> leftOut) {
    this.classPath = List.copyOf(classPath);
    this.commit = commit;
    this.leftOut = Set.copyOf(leftOut);
  }

  /**
   * Writes the folder; if that fails, there is none.
   *
   * @return its size in bytes
   * @throws InputError if it exists and is not empty, this is not Linux, or this Java is no JDK
   */
  public long write(Path folder, Progress progress) {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new InputError(
          "bundles are for Linux, and this is %s; make it there"
              .formatted(System.getProperty("os.name")));
    }
    ToolProvider linker =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () ->
                    new InputError(
                        "the Java in %s has no jlink, which a bundle is made with; use a JDK"
                            .formatted(System.getProperty("java.home"))));
    requireFree(folder);
    AtomicFolder.write(folder, true, whole -> fill(whole, linker, progress));
    try {
      return size(folder);
    } catch (IOException e) {
      throw new InputError("the bundle %s cannot be read: %s".formatted(folder, e), e);
    }
  }

  private void fill(Path folder, ToolProvider linker, Progress progress) throws IOException {
    progress.say("a Java for the bundle");
    link(linker, folder.resolve("runtime"));
    SystemLibraries.copyInto(folder.resolve("runtime"));
    progress.say("libraries");
    Jars jars = new Jars(Files.createDirectory(folder.resolve("lib")), leftOut);
    for (Path entry : classPath) {
      jars.copy(entry);
    }
    Files.writeString(folder.resolve("lib/commit"), commit + "\n");
    launcher(folder.resolve("espalier"));
  }

  private static void requireFree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new InputError("%s is a file; name a folder for the bundle".formatted(folder));
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new InputError(
            "%s is not empty; name another folder for the bundle, or remove it".formatted(folder));
      }
    } catch (IOException e) {
      throw new InputError("%s cannot be read: %s".formatted(folder, e), e);
    }
  }

  private static void link(ToolProvider linker, Path runtime) throws IOException {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        linker.run(
            print,
            print,
            "--add-modules",
            MODULES,
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress=2",
            "--output",
            runtime.toString());
    if (code != 0) {
      throw new IOException("jlink says: " + out.toString(StandardCharsets.UTF_8).strip());
    }
    for (String name : UNUSED) {
      Files.deleteIfExists(runtime.resolve("lib").resolve(name));
    }
    try (Stream<Path> files = Files.walk(runtime)) {
      // Licences are read-only, and what cannot be opened for writing cannot be forced to the disk.
      files.filter(Files::isRegularFile).forEach(file -> file.toFile().setWritable(true));
    }
  }

  private static void launcher(Path file) throws IOException {
    try (InputStream script = Bundle.class.getResourceAsStream("/launcher/espalier")) {
      Files.write(file, script.readAllBytes());
    }
    if (!file.toFile().setExecutable(true, false)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
