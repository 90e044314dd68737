package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.espalier.random.Seed;
import io.espalier.study.Journal;
import io.espalier.supernet.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills a training and a search of its supernet at random moments, resumes them, and holds what
 * comes out to what an uninterrupted run makes.
 */
@Tag("slow")
class KilledRunTest {

  private static final List<String> SETTINGS =
      List.of(
          "threads=1",
          "supernet.channels=4",
          "data.training_images=1000",
          "train.epochs=12",
          "train.batch_size=20",
          "search.evaluations=60",
          "search.batch_size=4",
          "search.recalibration_images=200",
          "search.lanas.initial_samples=8",
          "estimate.scratch={epochs: 2, training_images: 400, stop_from: 3}",
          "retrain.batch_size=20");

  @TempDir Path folder;

  @Test
  void killedTrainingsAndSearchesEndAsUninterruptedOnes() throws Exception {
    finish("train", "whole");
    finish("search", "whole");
    assertThat(kill("train", "killed", 5)).isEqualTo(5);
    finish("train", "killed");
    assertThat(kill("search", "killed", 10)).isEqualTo(10);
    finish("search", "killed");
    assertThat(weights("killed")).isEqualTo(weights("whole"));
    assertThat(journal("killed")).isEqualTo(journal("whole"));
    assertThat(journal("whole")).hasSizeGreaterThan(60);
  }

  @Test
  void aKilledSearchByTrainingsEndsAsAnUninterruptedOne() throws Exception {
    String search = "search --evaluate scratch --evaluations 20";
    finish(search, "whole");
    assertThat(kill(search, "killed", 5)).isEqualTo(5);
    finish(search, "killed");
    assertThat(journal("killed")).isEqualTo(journal("whole"));
    assertThat(journal("whole")).hasSizeGreaterThan(20);
    assertThat(output("whole")).contains("given up by the median rule");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "INT, 2", "HUP, 1"})
  void anInterruptedTrainingSavesAndSaysHowToGoOn(String signal, int number) throws Exception {
    assumeThat(ChildProcess.ignores(number)).isFalse();
    Process process = start("train", "stopped");
    awaitProgress("stopped");
    // Twice at once, as a terminal that closes and a time limit do: it is one wish.
    String pid = Long.toString(process.pid());
    for (int times = 0; times < 2; times++) {
      new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output("stopped")).isEqualTo(130);
    assertThat(output("stopped")).contains("espalier train --work-dir stopped --resume");
    finish("train", "stopped");
    finish("train", "whole");
    assertThat(weights("stopped")).isEqualTo(weights("whole"));
  }

  /** Starts and kills until it was killed so often; returns how often it was before it ended. */
  private int kill(String command, String run, int times) throws Exception {
    RandomGenerator random = new Seed(7).derive(command).generator();
    for (int kill = 0; kill < times; kill++) {
      Process process = start(command, run);
      boolean ended = process.waitFor(random.nextInt(1500, 4000), TimeUnit.MILLISECONDS);
      if (ended) {
        return kill;
      }
      process.destroyForcibly().waitFor();
    }
    return times;
  }

  private void finish(String command, String run) throws Exception {
    Process process = start(command, run);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output(run)).isZero();
  }

  private Process start(String command, String run) throws IOException {
    Path config = Files.writeString(folder.resolve("empty.yaml"), "seed: 4\n");
    List<String> arguments =
        new ArrayList<>(
            List.of("--config", config.toString(), "--work-dir", run, "--resume", "-v"));
    arguments.addAll(0, List.of(command.split(" ")));
    for (String setting : SETTINGS) {
      arguments.addAll(List.of("--set", setting));
    }
    return ChildProcess.start(folder, folder.resolve(run + ".txt"), arguments);
  }

  private void awaitProgress(String run) throws Exception {
    for (int tries = 0; tries < 600 && !output(run).contains(", epoch "); tries++) {
      Thread.sleep(100);
    }
  }

  private String output(String run) throws IOException {
    return Files.readString(folder.resolve(run + ".txt"));
  }

  private List<String> weights(String run) {
    return Safetensors.read(folder.resolve(run).resolve("checkpoints/last.safetensors"))
        .tensors()
        .values()
        .stream()
        .map(tensor -> tensor.name() + " " + tensor.shape() + " " + tensor.data().get().hashCode())
        .toList();
  }

  private List<String> journal(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("search/lanas/journal.jsonl")).stream()
        .map(Journal::withoutSeconds)
        .toList();
  }
}
