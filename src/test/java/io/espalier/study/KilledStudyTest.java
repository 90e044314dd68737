package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimator;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a study's process ten times at random moments and holds it to the uninterrupted one. */
@Tag("slow")
class KilledStudyTest {

  private static final int EVALUATIONS = 900;

  @TempDir Path folder;

  /** Runs the study of a folder to its end, a few milliseconds an evaluation. */
  static final class Child {
    public static void main(String[] arguments) {
      run(Path.of(arguments[0]), Grid.estimator(), 2);
    }
  }

  @Test
  void tenKillsLoseNoEstimateAndChangeNoProposal() throws Exception {
    Path whole = folder.resolve("whole");
    run(whole, Grid.estimator(), 0);
    Path killed = folder.resolve("killed");
    RandomGenerator random = new Seed(20261).generator();
    int kills = 0;
    while (kills < 10) {
      List<String> before = lines(killed);
      Process child = start(killed);
      // Java may take seconds to start where much else runs.
      for (int n = 0; n < 2000 && lines(killed).size() == before.size(); n++) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      boolean ended = child.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
      assertThat(ended).as("finished after %d kills; give it more to do", kills).isFalse();
      child.destroyForcibly().waitFor();
      kills++;
      List<String> after = lines(killed);
      // What was on the disk before is still there, but for a line that was torn.
      assertThat(after.size()).isGreaterThanOrEqualTo(before.size());
    }
    assertThat(lines(killed)).hasSizeGreaterThan(10);
    Process last = start(killed);
    assertThat(last.waitFor()).isZero();
    assertThat(lines(killed)).isEqualTo(lines(whole));
  }

  private static void run(Path folder, Estimator estimator, int milliseconds) {
    Estimator slowed =
        batch -> {
          try {
            Thread.sleep((long) milliseconds * batch.size());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return estimator.estimate(batch);
        };
    Grid space = new Grid();
    new Study(folder, Grid.HEADER, space, Grid::costs)
        .run(
            new ClimbingSearcher(space, new Seed(Grid.HEADER.seed())),
            slowed,
            new Study.Budget(EVALUATIONS, 3, 2),
            Progress.SILENT);
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString())
        .inheritIO()
        .start();
  }

  private static List<String> lines(Path folder) throws IOException {
    Path journal = folder.resolve(Study.JOURNAL);
    return Files.exists(journal)
        ? Files.readAllLines(journal).stream().map(Journal::withoutSeconds).toList()
        : List.of();
  }
}
