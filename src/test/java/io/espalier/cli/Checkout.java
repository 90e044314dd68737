package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A folder with the launcher and a program so small that it is built in no time: {@link #PROGRAM},
 * packed by a script in Maven's place, which notes each build.
 *
 * @param home the folder of the launcher
 * @param tools what lies outside: Maven's stand-in, the libraries, notes
 */
record Checkout(Path home, Path tools) {

  private static final String PROGRAM =
      """
      package io.espalier.cli;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          String self = Long.toString(ProcessHandle.current().pid());
          switch (arguments[0]) {
            case "say" -> {
              System.out.println(String.join("|", arguments));
              System.out.println(System.getProperty("java.class.path"));
              System.exit(Integer.parseInt(arguments[1]));
            }
            case "crash" -> {
              var field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
              field.setAccessible(true);
              ((sun.misc.Unsafe) field.get(null)).putAddress(0, 0);
            }
            case "abort" -> {
              new ProcessBuilder("kill", "-ABRT", self).start();
              Thread.sleep(60_000);
            }
            default -> {
              System.out.println(self);
              Thread.sleep(60_000);
            }
          }
        }
      }
      """;

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      set -e
      tools=$(dirname "$0")
      echo "$*" >>"$tools/builds"
      for flag in "$@"; do
        case $flag in
          -Dbuild.folder=*) build=${flag#*=} ;;
          -Dmdep.outputFile=*) list=${flag#*=} ;;
        esac
      done
      mkdir -p "$build"
      cp "$tools/program.jar" "$build/espalier-0.jar"
      printf %s "$tools/library.jar:$tools/other library.jar" >"$list"
      touch "$tools/library.jar" "$tools/other library.jar"
      """;

  /** What a run of the launcher left. */
  record Outcome(int code, String out, String err) {}

  /**
   * Makes one.
   *
   * @param program what {@link #pack} made
   */
  static Checkout make(Path home, Path tools, Path program) throws IOException {
    Files.createDirectories(tools);
    Files.copy(program, tools.resolve("program.jar"));
    Files.writeString(tools.resolve("mvn"), MAVEN);
    assertThat(tools.resolve("mvn").toFile().setExecutable(true)).isTrue();
    Path platform = Path.of("src/main/java/io/espalier/cli/Platform.java");
    for (Path file : List.of(Path.of("espalier"), Path.of("pom.xml"), platform)) {
      Path copy = home.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minusSeconds(3600)));
    }
    assertThat(home.resolve("espalier").toFile().setExecutable(true)).isTrue();
    return new Checkout(home, tools);
  }

  /** Compiles the program and packs it in this folder. */
  static Path pack(Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("Main.java"), PROGRAM);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path jar = folder.resolve("packed.jar");
    // It warns of the class that crashes the JVM.
    OutputStream warnings = OutputStream.nullOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, warnings, "-d", classes.toString(), source.toString());
    assertThat(compiled).isZero();
    int packed =
        java.util.spi.ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".");
    assertThat(packed).isZero();
    return jar;
  }

  /** This checkout, moved. */
  Checkout movedTo(Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Files.move(home, place);
    return new Checkout(place, tools);
  }

  /** A copy of it, all files dated now, as copies are. */
  Checkout copiedTo(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.createDirectories(place.getParent());
        Files.copy(path, place.resolve(home.relativize(path).toString()));
      }
    }
    assertThat(place.resolve("espalier").toFile().setExecutable(true)).isTrue();
    return new Checkout(place, tools);
  }

  /** How often it was built. */
  int builds() throws IOException {
    Path notes = tools.resolve("builds");
    return Files.exists(notes) ? Files.readAllLines(notes).size() : 0;
  }

  Path launcher() {
    return home.resolve("espalier");
  }

  Outcome run(String... arguments) throws Exception {
    return run(launcher(), Map.of(), arguments);
  }

  /** Runs a launcher, or a link to it, to its end. */
  Outcome run(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    Process process = start(launcher, environment, arguments);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return outcome(process);
  }

  Process start(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(tools.resolve("out").toFile())
            .redirectError(tools.resolve("err").toFile());
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TMPDIR", tools.toString());
    builder.environment().put("ESPALIER_HEAP", "100m");
    builder.environment().put("ESPALIER_JAVA_FLAGS", "-XX:TieredStopAtLevel=1");
    builder.environment().putAll(environment);
    return builder.start();
  }

  Outcome outcome(Process process) {
    return new Outcome(process.exitValue(), text("out"), text("err"));
  }

  /** What the process of a launcher has written so far. */
  String text(String stream) {
    try {
      return Files.readString(tools.resolve(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
