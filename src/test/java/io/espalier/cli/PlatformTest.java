package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64",
    "Linux, aarch64",
    "Mac OS X, aarch64",
    "Windows 10, amd64",
    "Windows Server 2022, amd64"
  })
  void whatHasNativeLibrariesIsSupported(String system, String processor) {
    assertThat(new Platform(system, processor, false).problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Mac OS X, x86_64, false",
    "Windows 11, aarch64, false",
    "Windows 10, x86, false",
    "Linux, i386, false",
    "Linux, arm, false",
    "Linux, riscv64, false",
    "Linux, amd64, true",
    "FreeBSD, amd64, false"
  })
  void whatHasNoneIsToldInOneSentence(String system, String processor, boolean musl) {
    String problem = new Platform(system, processor, musl).problem().orElseThrow();
    assertThat(problem)
        .startsWith("this is %s on %s".formatted(system, processor))
        .contains("Linux (x86_64 and aarch64, with glibc), macOS (arm64) and Windows (x86_64)")
        .doesNotContain("\n");
    assertThat(problem.contains("musl, and")).isEqualTo(musl);
    assertThat(problem.contains("64-bit Java")).isEqualTo(processor.equals("x86"));
  }

  @Test
  void theBuildNamesLibrariesForTheSameSystems() throws Exception {
    Matcher profile =
        Pattern.compile(
                "<os><(name|family)>([^<]+)</\\1><arch>([^<]+)</arch></os>\\s*</activation>\\s*"
                    + "<properties>\\s*<pytorch.platform>([a-z]+)-([a-z0-9_]+)</pytorch.platform>")
            .matcher(Files.readString(Path.of("pom.xml")));
    List<String> named = new ArrayList<>();
    while (profile.find()) {
      assertThat(new Platform(profile.group(2), profile.group(3), false).problem()).isEmpty();
      named.add(profile.group(4) + "-" + profile.group(5));
    }
    assertThat(named)
        .containsExactlyInAnyOrder("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");
  }

  @Test
  void theProgramAndTheFileByItselfEndWithTwo() throws Exception {
    String file = "src/main/java/io/espalier/cli/Platform.java";
    List<String> elsewhere = List.of("-Dos.name=Mac OS X", "-Dos.arch=x86_64");
    assertThat(run(elsewhere, List.of(file))).contains("this is Mac OS X on x86_64");
    List<String> program =
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "list");
    assertThat(run(elsewhere, program)).contains("this is Mac OS X on x86_64");
  }

  private String run(List<String> properties, List<String> program) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(properties);
    command.addAll(program);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    return Files.readString(output);
  }
}
