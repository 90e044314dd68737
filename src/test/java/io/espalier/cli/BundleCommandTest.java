package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class BundleCommandTest {

  private static final long LARGEST = 600_000_000;
  private static final long LARGEST_WITHOUT_NATIVES = 120_000_000;

  @TempDir Path folder;

  @Test
  void aFolderWithFilesStaysAsItIs() throws IOException {
    Path kept = Files.writeString(folder.resolve("mine.txt"), "mine");
    Terminal terminal = Terminal.run("bundle", folder.toString());
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains("is not empty").contains("name another folder");
    assertThat(kept).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(kept);
    }
  }

  @Test
  void unknownLibrariesAreRefusedWithTheKnownOnes() {
    Terminal terminal =
        Terminal.run("bundle", "--without", "pytorsh", folder.resolve("new").toString());
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains("did you mean 'pytorch'").contains("onnxruntime");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  @Tag("slow")
  void aBundleNeedsNoJava() throws Exception {
    Path bundle = folder.resolve("a place with spaces");
    bundle(bundle);
    assertThat(size(bundle)).isLessThan(LARGEST);
    Path output = folder.resolve("output");
    ProcessBuilder doctor =
        new ProcessBuilder(bundle.resolve("espalier").toString(), "doctor", "--format", "csv")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    doctor.environment().keySet().retainAll(List.of("HOME", "TMPDIR"));
    doctor.environment().put("PATH", "/usr/bin:/bin");
    doctor.environment().put("JAVA_HOME", folder.resolve("nowhere").toString());
    run(doctor, output);
    assertThat(Files.readString(output)).contains("operations and gradients").contains("0 wrong");
  }

  @Test
  @Tag("slow")
  void withoutNativeLibrariesItIsSmall() throws Exception {
    Path bundle = folder.resolve("small");
    bundle(bundle, "--without", "pytorch,nd4j,onnxruntime");
    assertThat(size(bundle)).isLessThan(LARGEST_WITHOUT_NATIVES);
  }

  /** With the launcher, whose class path has no libraries of tests. */
  private void bundle(Path to, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Path.of("espalier").toAbsolutePath().toString(), "bundle"));
    command.add(to.toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("made");
    ProcessBuilder launcher =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    run(launcher, output);
  }

  private static void run(ProcessBuilder program, Path output) throws Exception {
    Process process = program.start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
