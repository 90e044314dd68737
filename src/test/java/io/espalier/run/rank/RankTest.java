package io.espalier.run.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.Configuration;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.rank.Quality;
import io.espalier.rank.Ranking;
import io.espalier.run.Run;
import io.espalier.run.Train;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankTest {

  @TempDir Path folder;

  private static Configuration small() {
    Configuration configuration = Configuration.defaults();
    for (String setting :
        List.of(
            "threads=1",
            "space.name=macro",
            "data.image_size=8",
            "data.training_images=200",
            "supernet.channels=4",
            "train.epochs=1",
            "train.warmup_epochs=0",
            "estimate.weights={supernet: 1, macs: 1}",
            "estimate.reference=10",
            "estimate.channels=2",
            "estimate.images=4",
            "search.validation_images=20",
            "search.batch_norm=batch",
            "search.workers=1",
            "retrain.epochs=1",
            "retrain.warmup_epochs=0",
            "retrain.channels=2")) {
      configuration = configuration.set(setting);
    }
    return configuration;
  }

  private static void train(Path where) {
    try (Run run = open(where, Progress.SILENT)) {
      new Train(run).run("test", false);
    }
  }

  private static Run open(Path where, Progress progress) {
    return Run.open(small().values().withWorkDir(where.toString()), progress);
  }

  private static Optional<Ranking> rank(Path where, Progress progress) {
    RankSettings settings =
        new RankSettings(
            Optional.empty(),
            "",
            10,
            0,
            1,
            Optional.empty(),
            0,
            1,
            0,
            OptionalInt.of(30),
            true,
            true);
    try (Run run = open(where, progress)) {
      return new Rank(run, settings).run();
    }
  }

  /** Everything but seconds: scores with their truths, and the figures. */
  private static List<String> results(Path run) throws IOException {
    return Stream.of("scores.csv", "ranking.csv").map(name -> text(run, name)).toList();
  }

  private static String text(Path run, String name) {
    try {
      return Files.readString(run.resolve("rank").resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("slow")
  void aStoppedRankingGoesOnAndEndsTheSame() throws IOException {
    Path whole = folder.resolve("whole");
    train(whole);
    Ranking ranking = rank(whole, Progress.SILENT).orElseThrow();
    assertThat(ranking.estimators())
        .containsExactly(
            "supernet",
            "combined",
            "supernet_recalibrated",
            "log_synflow",
            "naswot",
            "macs",
            "params");
    Path parts = folder.resolve("parts");
    train(parts);
    int stops = 0;
    // While estimates are made, in the reference sample, and in the trainings.
    for (int stop : new int[] {3, 8, 40, 27, 15, 4, 13}) {
      Optional<Ranking> last = rank(parts, new StopAfter(stop));
      stops += last.isEmpty() ? 1 : 0;
      assertThat(last.isPresent()).isEqualTo(Files.exists(parts.resolve("CARD.md")));
    }
    assertThat(stops).isGreaterThan(3);
    Ranking last = rank(parts, Progress.SILENT).orElseThrow();
    assertThat(results(parts)).isEqualTo(results(whole));
    assertThat(last).isEqualTo(ranking);
    assertThat(last.find("macs", Ranking.TRUTH, Quality.SPEARMAN).orElseThrow().architectures())
        .isEqualTo(10);
  }
}
