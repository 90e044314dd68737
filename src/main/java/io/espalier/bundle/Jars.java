package io.espalier.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Copies what is on the class path, without native libraries that are not wanted or that other
 * systems have.
 */
final class Jars {

  private static final String SYSTEM = "linux";

  /** For debuggers of scripts in pages. */
  private static final String SOURCE_MAP = ".js.map";

  private static final List<String> MARKS = List.of("-linux-", "-macosx-", "-windows-", "-osx-");

  private final Path folder;
  private final Set<Natives> leftOut;

  /**
   * Copies into a folder.
   *
   * @param leftOut native libraries that are not wanted
   */
  Jars(Path folder, Set<Natives> leftOut) {
    this.folder = folder;
    this.leftOut = leftOut;
  }

  /** Copies an entry of the class path: a jar, or a folder, which becomes one. */
  void copy(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      pack(entry, folder.resolve("espalier-" + entry.getFileName() + ".jar"));
      return;
    }
    String name = entry.getFileName().toString();
    if (leftOut.stream().anyMatch(natives -> isOf(natives, name))) {
      return;
    }
    Path copy = folder.resolve(name);
    if (Files.exists(copy)) {
      throw new IllegalStateException("two libraries are called " + name);
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      if (jar.stream().allMatch(file -> isKept(file.getName()))) {
        Files.copy(entry, copy);
      } else {
        filter(jar, copy);
      }
    }
  }

  private static boolean isOf(Natives natives, String jar) {
    return natives.jars().stream().anyMatch(jar::startsWith)
        && MARKS.stream().anyMatch(jar::contains);
  }

  private boolean isKept(String file) {
    if (file.endsWith(SOURCE_MAP)) {
      return false;
    }
    for (Natives natives : Natives.ALL.entries()) {
      if (!natives.folder().isEmpty() && file.startsWith(natives.folder())) {
        String system = file.substring(natives.folder().length());
        return !leftOut.contains(natives) && (system.isEmpty() || system.startsWith(here()));
      }
    }
    return true;
  }

  /** This system, as ONNX Runtime calls it. */
  private static String here() {
    boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64");
    return SYSTEM + (arm ? "-aarch64/" : "-x64/");
  }

  private void filter(JarFile jar, Path copy) throws IOException {
    try (JarOutputStream out = open(copy)) {
      Enumeration<JarEntry> files = jar.entries();
      while (files.hasMoreElements()) {
        JarEntry file = files.nextElement();
        if (isKept(file.getName())) {
          put(out, file.getName(), target -> jar.getInputStream(file).transferTo(target));
        }
      }
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = open(jar);
        Stream<Path> all = Files.walk(classes)) {
      Predicate<Path> isFile = Files::isRegularFile;
      for (Path file : all.filter(isFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        put(out, name, target -> Files.copy(file, target));
      }
    }
  }

  private static JarOutputStream open(Path jar) throws IOException {
    return new JarOutputStream(Files.newOutputStream(jar));
  }

  /** Writes what an entry of a jar holds. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void put(JarOutputStream out, String name, Content content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // The same bundle has the same bytes.
    entry.setTime(0);
    out.putNextEntry(entry);
    if (!name.endsWith("/")) {
      content.writeTo(out);
    }
    out.closeEntry();
  }
}
