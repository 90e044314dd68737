package io.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.Main;
import io.espalier.config.Configuration;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.run.Estimators;
import io.espalier.run.Run;
import io.espalier.run.Train;
import io.espalier.space.Architecture;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
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

/** Kills executors, workers and the leading process at random moments of searches. */
@Tag("slow")
class SparkKilledTest {

  private static final int EXECUTOR_KILLS = 24;
  private static final int WORKER_KILLS = 6;
  private static final int DRIVER_KILLS = 5;
  private static final int ESTIMATES = 4_000;

  @TempDir Path folder;

  @Test
  void noFinishedEstimateIsLostAndNoneIsCountedTwice() throws Exception {
    Path run = folder.resolve("run");
    Configuration configuration =
        configuration(run).set("search.evaluations=" + ESTIMATES).set("search.batch_size=2");
    try (Run trained = Run.open(configuration.values(), Progress.SILENT)) {
      new Train(trained).run("espalier train", false);
    }
    kill(run, "search.evaluations=" + ESTIMATES);
    List<Trial> trials = trials(run);
    assertThat(trials).hasSize(ESTIMATES);
    assertThat(trials).extracting(Trial::architecture).doesNotHaveDuplicates();
    assertThat(scores(trials)).isEqualTo(scoresHere(configuration, trials));
  }

  /** Searches to the end, killing on the way. */
  private void kill(Path run, String... settings) throws Exception {
    RandomGenerator random = new Seed(20262).generator();
    List<String> kills = new ArrayList<>();
    for (int k = 0; k < EXECUTOR_KILLS; k++) {
      kills.add(k % 4 == 3 && kills.size() < 4 * WORKER_KILLS ? "worker" : "executor");
    }
    for (int k = 1; k <= DRIVER_KILLS; k++) {
      kills.add(k * kills.size() / (DRIVER_KILLS + 1), "driver");
    }
    try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("spark"))) {
      cluster.addWorker();
      cluster.addWorker();
      Process driver = driver(run, cluster, settings);
      for (String what : kills) {
        List<String> before = journal(run);
        awaitProgress(run, before.size(), driver);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        assertThat(driver.isAlive())
            .as("at work when the next %s dies: %s", what, Files.readString(log()))
            .isTrue();
        switch (what) {
          case "driver" -> {
            driver.destroyForcibly().waitFor();
            driver = driver(run, cluster, settings);
          }
          case "worker" -> cluster.replaceWorker(random.nextInt(2));
          default -> {
            List<ProcessHandle> executors = cluster.executors();
            if (!executors.isEmpty()) {
              executors.get(random.nextInt(executors.size())).destroyForcibly();
            }
          }
        }
        // A line that the driver was writing may be torn.
        List<String> complete = before.subList(0, Math.max(0, before.size() - 1));
        assertThat(journal(run).subList(0, complete.size())).isEqualTo(complete);
      }
      assertThat(driver.waitFor()).as(Files.readString(log())).isZero();
    }
  }

  private static void awaitProgress(Path run, int before, Process driver) throws Exception {
    for (int n = 0; n < 3_000 && driver.isAlive() && journal(run).size() < before + 20; n++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Process driver(Path run, StandaloneCluster cluster, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened :
        List.of(
            "java.lang", "java.lang.invoke", "java.nio", "java.util", "java.net", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "search"));
    command.addAll(List.of("--work-dir", run.toString(), "--cluster", cluster.address()));
    command.addAll(List.of("--cluster-conf", "spark.driver.host=127.0.0.1"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    command.add("--resume");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return folder.resolve("driver.log");
  }

  private static Configuration configuration(Path run) {
    return SmallRun.in(run).set("search.name=killed").set("search.searcher=evolution");
  }

  private static List<String> journal(Path run) throws IOException {
    Path file = run.resolve("search/killed").resolve(Study.JOURNAL);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static List<Trial> trials(Path run) {
    return Trials.read(run.resolve("search/killed").resolve(Study.TRIALS));
  }

  private static List<Double> scores(List<Trial> trials) {
    return trials.stream().map(trial -> trial.score().orElseThrow()).toList();
  }

  /** The scores of the same architectures, estimated in this process. */
  private static List<Double> scoresHere(Configuration configuration, List<Trial> trials) {
    try (Run run = Run.open(configuration.values(), Progress.SILENT);
        Estimators estimators = new Estimators(run)) {
      List<Architecture> architectures =
          trials.stream()
              .map(trial -> run.task().networks().space().parse(trial.architecture()))
              .toList();
      List<Outcome> outcomes = estimators.named("supernet").estimate(architectures);
      return outcomes.stream().map(outcome -> ((Estimate) outcome).score()).toList();
    }
  }
}
