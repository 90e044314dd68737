package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./espalier} does before and after the program runs. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir static Path packed;
  private static Path program;

  @TempDir Path folder;

  private Checkout checkout;

  @BeforeAll
  static void pack() throws IOException {
    program = Checkout.pack(packed);
  }

  @BeforeEach
  void make() throws IOException {
    Path home = folder.resolve("a place with spaces/home");
    checkout = Checkout.make(home, folder.resolve("tools"), program);
  }

  @Test
  void itIsBuiltOnceAndHandsOnArgumentsAndExitCode() throws Exception {
    Checkout.Outcome first = checkout.run("say", "3", "two words", "", "*");
    assertThat(first.out()).startsWith("say|3|two words||*\n");
    assertThat(first.code()).isEqualTo(3);
    assertThat(first.err()).contains("building");
    assertThat(checkout.run("say", "0").err()).isEmpty();
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void aLinkToItRunsIt() throws Exception {
    Path links = Files.createDirectories(folder.resolve("other links/deep"));
    Path link = links.resolve("espalier");
    Files.createSymbolicLink(link, links.relativize(checkout.launcher()));
    Path second = Files.createSymbolicLink(folder.resolve("named otherwise"), link);
    assertThat(checkout.run(second, Map.of(), "say", "0").out())
        .contains(checkout.home().toRealPath() + "/target/launcher/espalier.jar:");
  }

  @Test
  void movedOrCopiedItIsBuiltAgainAndRunsItsOwnJar() throws Exception {
    checkout.run("say", "0");
    Checkout copy = checkout.copiedTo(folder.resolve("copy/home"));
    Checkout moved = checkout.movedTo(folder.resolve("moved/home"));
    int builds = 1;
    for (Checkout other : new Checkout[] {copy, moved}) {
      for (int run = 0; run < 2; run++) {
        Checkout.Outcome outcome = other.run("say", "0");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
            .contains(other.home().toRealPath() + "/target/launcher/espalier.jar:");
      }
      builds++;
      assertThat(other.builds()).isEqualTo(builds);
    }
  }

  @Test
  void aLibraryThatIsGoneIsFetchedAgain() throws Exception {
    checkout.run("say", "0");
    Files.delete(checkout.tools().resolve("other library.jar"));
    assertThat(checkout.run("say", "0").code()).isZero();
    assertThat(checkout.builds()).isEqualTo(2);
    assertThat(checkout.tools().resolve("other library.jar")).exists();
  }

  @Test
  void aChangedSourceIsBuilt() throws Exception {
    checkout.run("say", "0");
    Path source = checkout.home().resolve("src/main/java/io/espalier/cli/Platform.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    checkout.run("say", "0");
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void aFailedBuildIsToldAndTriedAgain() throws Exception {
    Path jar = checkout.tools().resolve("program.jar");
    Path away = Files.move(jar, checkout.tools().resolve("away.jar"));
    Checkout.Outcome failed = checkout.run("say", "0");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("the build failed", "build.log");
    Files.move(away, jar);
    assertThat(checkout.run("say", "0").code()).isZero();
  }

  @Test
  void aWrongJavaHomeIsNamed() throws Exception {
    for (int built = 0; built < 2; built++) {
      Checkout.Outcome outcome =
          checkout.run(checkout.launcher(), Map.of("JAVA_HOME", "/wrong"), "say", "0");
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.err())
          .startsWith("espalier: JAVA_HOME is /wrong, but there is no bin/java");
      checkout.run("say", "0");
    }
  }

  @Test
  void anOldJavaIsToldAlsoWhenAllIsBuilt() throws Exception {
    checkout.run("say", "0");
    Path old = javaThatSays("11.0.2", "0");
    Checkout.Outcome outcome =
        checkout.run(checkout.launcher(), Map.of("JAVA_HOME", old.toString()), "say", "0");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("JAVA_HOME, " + old + ", is Java 11; a JDK 17 or later");
  }

  @Test
  void aJavaWithoutACompilerIsTold() throws Exception {
    Path runtime = javaThatSays("17.0.1", "1");
    Checkout.Outcome outcome =
        checkout.run(checkout.launcher(), Map.of("JAVA_HOME", runtime.toString()), "say", "0");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("JAVA_HOME, " + runtime + ", has no compiler");
  }

  /** The home of a Java with a version, which ends with a code whatever it is asked to run. */
  private Path javaThatSays(String version, String code) throws IOException {
    Path home = folder.resolve("java " + version);
    Path java = home.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then echo 'openjdk version "%s" 2022-01-15' >&2; exit; fi
        exit %s
        """
            .formatted(version, code));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  @ParameterizedTest
  @ValueSource(strings = {"crash", "abort"})
  void aCrashIsToldInOneSentence(String kind) throws Exception {
    Checkout.Outcome outcome = checkout.run(kind);
    assertThat(outcome.code()).isEqualTo(134);
    String last = outcome.err().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(last)
        .startsWith("espalier: a native library crashed (exit code 134")
        .endsWith("run: espalier doctor");
    if (kind.equals("crash")) {
      String report = last.replaceAll(".*report is ([^)]*)\\).*", "$1");
      assertThat(Path.of(report)).exists().hasParent(checkout.tools());
    } else {
      assertThat(last).contains("the JVM could write no report");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 2", "TERM, 15", "HUP, 1", "KILL, 9"})
  void aSignalToItReachesTheProgram(String signal, int number) throws Exception {
    assumeThat(ChildProcess.ignores(number)).isFalse();
    assumeThat(number != 9 || Files.exists(Path.of("/usr/bin/setpriv"))).isTrue();
    checkout.run("say", "0");
    Process launcher = checkout.start(checkout.launcher(), Map.of(), "wait");
    for (int tries = 0; tries < 600 && !checkout.text("out").contains("\n"); tries++) {
      Thread.sleep(50);
    }
    ProcessHandle program =
        ProcessHandle.of(Long.parseLong(checkout.text("out").strip())).orElseThrow();
    new ProcessBuilder("kill", "-" + signal, Long.toString(launcher.pid())).start().waitFor();
    assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(128 + number);
    program.onExit().get(30, TimeUnit.SECONDS);
  }
}
