package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.error.Shortage;
import io.espalier.error.InputError;
import io.espalier.file.Heap;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortageTest {

  @TempDir Path folder;

  @Test
  void whatTheMachineLacksIsOneSentence() {
    assertThat(Shortage.of(new IllegalStateException(new OutOfMemoryError("Java heap space"))))
        .hasValueSatisfying(said -> assertThat(said).contains("ESPALIER_HEAP="));
    assertThat(Shortage.of(new OutOfMemoryError("unable to create native thread: possibly out")))
        .hasValueSatisfying(said -> assertThat(said).contains("ulimit -u"));
    assertThat(Shortage.of(new FileSystemException("a", null, "Too many open files")))
        .hasValueSatisfying(said -> assertThat(said).contains("ulimit -n 4096"));
    assertThat(Shortage.of(new UnsatisfiedLinkError("no torch in java.library.path")))
        .hasValueSatisfying(said -> assertThat(said).contains("cannot be loaded"));
    assertThat(Shortage.of(new NoClassDefFoundError("x/Y"))).isPresent();
    assertThat(Shortage.of(new StackOverflowError())).isPresent();
    assertThat(Shortage.of(new IllegalStateException("DefaultCPUAllocator: can't allocate memory")))
        .hasValueSatisfying(said -> assertThat(said).contains("batch size"));
    assertThat(Shortage.of(new IllegalStateException("a mistake of ours"))).isEmpty();
  }

  @Test
  void anErrorOutsideOfACommandEndsWithoutATrace() {
    assertThat(new Errors().tell(new OutOfMemoryError("Java heap space"), false)).isEqualTo(2);
    assertThat(new Errors().tell(new AssertionError("ours"), false)).isEqualTo(1);
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsRead() {
    double most = Runtime.getRuntime().maxMemory();
    Heap.require("it", most / 2);
    Assertions.assertThatThrownBy(() -> Heap.require("it", 2 * most))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("start with ESPALIER_HEAP=");
  }

  @Test
  void devicesAreNotRead() {
    Terminal terminal =
        Terminal.run(
            "validate",
            "-c",
            config("data: {source: 'text:/dev/zero'}\nspace: {name: recurrent}\n"));
    assertThat(terminal.code()).isEqualTo(2);
    assertThat(terminal.err()).contains("there is no file /dev/zero").doesNotContain("\tat ");
  }

  @Test
  void aTrainingThatTheMemoryCannotHoldIsRefused() {
    for (String[] example :
        new String[][] {
          {"supernet: {channels: 100000}\n", "lower the number of channels"},
          {
            "supernet: {channels: 512}\ntrain: {batch_size: 1000000}\n",
            "lower the batch size of train"
          },
          {"retrain: {channels: 100000}\n", "the retraining needs more memory than there is"},
        }) {
      Terminal terminal = Terminal.run("validate", "-c", config(example[0]));
      assertThat(terminal.code()).as(terminal.err()).isEqualTo(2);
      assertThat(terminal.err()).contains("more memory than there is", " GB of ", example[1]);
    }
    assertThat(Terminal.run("validate", "-c", config("seed: 1\n")).out()).contains(" GB of ");
  }

  @Test
  void aFolderThatIsNoRunIsNotReportedOn() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other/search"));
    Files.writeString(other.resolveSibling("notes.txt"), "mine");
    for (String[] command :
        new String[][] {
          {"report"},
          {"top"},
          {"tree"},
          {"export"},
          {"rank"},
          {"eval", "-a", "0-0-0-0-0-0"},
          {"test"}
        }) {
      String[] whole = java.util.Arrays.copyOf(command, command.length + 2);
      whole[command.length] = "-w";
      whole[command.length + 1] = other.getParent().toString();
      Terminal terminal = Terminal.run(whole);
      assertThat(terminal.code()).as(command[0] + terminal.err()).isEqualTo(2);
      assertThat(other.resolveSibling("report.html")).doesNotExist();
    }
    try (var entries = Files.list(other.getParent())) {
      assertThat(entries).hasSize(2);
    }
  }

  private String config(String text) {
    try {
      return Files.writeString(folder.resolve("config.yaml"), text).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
