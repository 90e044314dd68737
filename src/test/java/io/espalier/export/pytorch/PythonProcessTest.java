package io.espalier.export.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.espalier.error.InputError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Python that we start may run, and for how long. */
class PythonProcessTest {

  @TempDir Path folder;

  /** Finds a Python in a process of its own, since this one cannot change its folder. */
  static final class Finder {

    private Finder() {}

    public static void main(String[] arguments) {
      System.out.println("found " + PythonTorch.find("", Pythons.LIMIT).isPresent());
      System.exit(0);
    }
  }

  private String find(Path current, String path) throws IOException, InterruptedException {
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                Finder.class.getName())
            .directory(current.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // An empty entry is the current folder, for the system as for Python.
    builder.environment().put("PYTHONPATH", ":" + current + ":.");
    builder.environment().put("PYTHONSTARTUP", current.resolve("json.py").toString());
    builder.environment().merge("PATH", path, (old, first) -> first + File.pathSeparator + old);
    assertThat(builder.start().waitFor(5, TimeUnit.MINUTES)).isTrue();
    return Files.readString(output);
  }

  @Test
  void nothingOfTheCurrentFolderIsRun() throws IOException, InterruptedException {
    assumeTrue(Pythons.any().isPresent(), "needs a Python with PyTorch");
    Path current = Files.createDirectory(folder.resolve("current"));
    Path trace = folder.resolve("trace");
    for (String module :
        List.of("json", "torch", "os", "types", "numpy", "sitecustomize", "usercustomize")) {
      Files.writeString(
          current.resolve(module + ".py"), "open('%s', 'a').write('%s ')".formatted(trace, module));
    }
    Path program = current.resolve("python3");
    Files.writeString(program, "#!/bin/sh\necho program > %s\n".formatted(trace));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    for (String path : List.of("", ".")) {
      assertThat(find(current, path)).contains("found true");
      assertThat(trace).doesNotExist();
    }
  }

  /** A program that hangs has a child that holds its output open: both end. */
  @Test
  @Timeout(60)
  void whatHangsIsEndedWithItsChildren() throws IOException, InterruptedException {
    Path program = script("sleep 600 & echo $! >> %s; wait");
    assertThatThrownBy(() -> PythonTorch.find(program.toString(), Duration.ofSeconds(1)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is not a Python that can import PyTorch")
        .hasMessageContaining("within 1 s");
    List<String> children = Files.readAllLines(folder.resolve("children"));
    assertThat(children).hasSize(2);
    for (String child : children) {
      ProcessHandle.of(Long.parseLong(child)).ifPresent(left -> left.onExit().join());
    }
  }

  @Test
  @Timeout(60)
  void whatTalksWithoutEndIsEnded() throws IOException {
    Path program = script("echo $$ >> %s; exec tr '\\0' x < /dev/zero");
    assertThatThrownBy(() -> PythonTorch.find(program.toString(), Duration.ofMinutes(1)))
        .isInstanceOf(InputError.class);
    for (String child : Files.readAllLines(folder.resolve("children"))) {
      ProcessHandle.of(Long.parseLong(child)).ifPresent(left -> left.onExit().join());
    }
  }

  @Test
  @Timeout(60)
  void anAnswerThatDoesNotComeIsAnError() throws IOException {
    try (PythonProcess python =
        PythonProcess.start(
            "python3", "-I", "import time; time.sleep(600)", Duration.ofMillis(500))) {
      assertThatThrownBy(() -> python.exchange(PythonProcess.Pipe::line))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer within 0 s")
          .hasMessageContaining("allow it more time");
    }
  }

  private Path script(String text) throws IOException {
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\n" + text.formatted(folder.resolve("children")) + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
