package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.session.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is refused leaves every file of its run folder as it was. */
@Tag("slow")
class RefusedCommandTest {

  /** A whole run, made once; each test works on a copy. */
  @TempDir static Path made;

  @TempDir Path folder;

  private Path run;

  @BeforeAll
  static void make() throws IOException {
    Path config = made.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        seed: 1
        threads: 1
        space: {name: nasbench201}
        data: {training_images: 120, image_size: 8}
        supernet: {channels: 4}
        train: {epochs: 1, batch_size: 20, warmup_epochs: 0}
        estimate: {reference: 10, channels: 4, images: 8}
        search: {searcher: lanas, evaluations: 14, batch_size: 2, validation_images: 20, recalibration_images: 20, workers: 1, lanas: {initial_samples: 6, split_from: 4}}
        rerank: {count: 1, epochs: 1, channels: 4}
        retrain: {epochs: 1, batch_size: 20, warmup_epochs: 0}
        export: {formats: djl}
        """);
    String run = made.resolve("run").toString();
    for (String command : List.of("train", "search", "retrain", "export")) {
      List<String> arguments = new ArrayList<>(List.of(command, "-w", run));
      if (command.equals("train")) {
        arguments.addAll(List.of("-c", config.toString()));
      }
      Terminal done = Terminal.run(arguments.toArray(String[]::new));
      assertThat(done.code()).as(command + done.err()).isZero();
    }
    Terminal ranked = Terminal.run("rank", "-w", run, "--scratch", "10");
    assertThat(ranked.code()).as(ranked.err()).isZero();
    assertThat(made.resolve("run/search/lanas/reranked.csv")).isNotEmptyFile();
    assertThat(made.resolve("run/search/lanas/tree.json")).isNotEmptyFile();
  }

  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    FolderCopy.copy(made.resolve("run"), run);
  }

  /** Every command also changes a setting that may change, and would be saved if it began. */
  private void assertRefused(String why, String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of("-w", run.toString(), "--set", "search.evaluations=15", "--set", "threads=2"));
    Map<String, String> before = FolderCopy.contents(run);
    Terminal refused = Terminal.run(arguments.toArray(String[]::new));
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.INPUT);
    assertThat(refused.err()).contains(why);
    assertThat(FolderCopy.contents(run)).isEqualTo(before);
  }

  @Test
  void whatIsThereAlreadyIsNotBegunAnew() throws IOException {
    assertRefused("--resume", "search");
    assertRefused("--resume", "train");
    assertRefused("--resume", "retrain");
    assertRefused("exists already", "export");
  }

  @Test
  void otherSettingsAreRefused() throws IOException {
    assertRefused("search.batch_size", "search", "--resume", "--set", "search.batch_size=3");
    assertRefused("train.epochs", "train", "--resume", "--set", "train.epochs=3");
    assertRefused("architecture", "retrain", "--resume", "-a", "0-1-2-3-4-0");
    assertRefused("retrain.epochs", "retrain", "--resume", "--set", "retrain.epochs=3");
  }

  @Test
  void otherWeightsAreRefused() throws IOException {
    Path other = folder.resolve("other");
    Terminal trained =
        Terminal.run(
            "train",
            "-c",
            made.resolve("tiny.yaml").toString(),
            "-w",
            other.toString(),
            "--seed",
            "2");
    assertThat(trained.code()).as(trained.err()).isZero();
    Path weights = run.resolve("checkpoints/last.safetensors");
    Files.copy(
        other.resolve("checkpoints/last.safetensors"),
        weights,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused("was trained on other data", "search", "--resume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "train", "export", "rank"})
  void aChangedCheckpointIsRefused(String command) throws IOException {
    change(run.resolve("checkpoints/last.safetensors"));
    String option = command.equals("export") ? "--overwrite" : "--resume";
    assertRefused(
        "SHA-256",
        command.equals("rank")
            ? new String[] {command, "--scratch", "10"}
            : new String[] {command, option});
  }

  @Test
  void aChangedJournalTableOrEstimateIsRefused() throws IOException {
    change(run.resolve("search/lanas/journal.jsonl"));
    assertRefused("journal.jsonl is not as it was written", "search", "--resume");
    change(run.resolve("search/lanas/reranked.csv"));
    assertRefused("reranked.csv was changed", "export", "--overwrite");
    try (Stream<Path> estimates = Files.list(run.resolve("estimates"))) {
      change(estimates.sorted().toList().get(0));
    }
    assertRefused(".csv is not as it was written", "rank", "--scratch", "10");
  }

  @Test
  void aComparisonIsLeftAlone() throws IOException {
    Path config = folder.resolve("compare.yaml");
    String text =
        """
        budget: 12
        seeds: {first: 1, count: 2}
        tasks:
          rugged: {synthetic: rugged, options: {choices: 4, options: 3}}
        searchers:
          random: {searcher: random}
        """;
    Files.writeString(config, text);
    String at = folder.resolve("comparison").toString();
    assertThat(Terminal.run("compare", config.toString(), "-w", at).code()).isZero();
    Map<String, String> before = FolderCopy.contents(folder.resolve("comparison"));
    Files.writeString(config, text.replace("budget: 12", "budget: 13"));
    assertThat(Terminal.run("compare", config.toString(), "-w", at).code()).isEqualTo(2);
    assertThat(FolderCopy.contents(folder.resolve("comparison"))).isEqualTo(before);
    Files.writeString(config, text);
    change(folder.resolve("comparison/runs.jsonl"));
    Map<String, String> changed = FolderCopy.contents(folder.resolve("comparison"));
    Terminal refused = Terminal.run("compare", config.toString(), "-w", at);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("runs.jsonl is not as it was written").contains("--fresh");
    assertThat(FolderCopy.contents(folder.resolve("comparison"))).isEqualTo(changed);
  }

  /** Changes a digit in the second line of a text, or a bit in the middle of other files. */
  private static void change(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean text = !file.toString().endsWith(".safetensors");
    int at = bytes.length / 2;
    if (text) {
      String before = Files.readString(file);
      at = before.indexOf('\n') + 1;
      while (!Character.isDigit(before.charAt(at))) {
        at++;
      }
    }
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }
}
