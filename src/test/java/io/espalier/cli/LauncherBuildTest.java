package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with Maven and the whole program. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class LauncherBuildTest {

  @TempDir Path folder;

  @Test
  void itBuildsTheProgramWithoutTheLibrariesOfTests() throws Exception {
    Path home = folder.resolve("a place with spaces");
    for (String part : List.of("espalier", "pom.xml", "src/main")) {
      copy(Path.of(part), home.resolve(part));
    }
    assertThat(home.resolve("espalier").toFile().setExecutable(true)).isTrue();
    Path output = folder.resolve("output");
    ProcessBuilder launcher =
        new ProcessBuilder(home.resolve("espalier").toString(), "list", "spaces")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // These tests have fetched what it needs but for Maven's own.
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = launcher.start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("nasbench201");
    List<String> libraries =
        Stream.of(Files.readString(home.resolve("target/launcher/dependencies")).split(":"))
            .map(library -> Path.of(library).getFileName().toString())
            .toList();
    assertThat(libraries)
        .anyMatch(name -> name.startsWith("pytorch-native"))
        .anyMatch(name -> name.startsWith("nd4j-native"))
        .noneMatch(name -> name.matches("(junit|assertj|archunit|jqwik|byte-buddy|opentest4j).*"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path place = to.resolve(from.relativize(path).toString());
        Files.createDirectories(place.getParent());
        Files.copy(path, place);
      }
    }
  }
}
