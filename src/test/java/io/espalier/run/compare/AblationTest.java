package io.espalier.run.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.config.AblationConfiguration;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.settings.Catalogues;
import io.espalier.space.zoo.NasBench201Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationTest {

  private static final String ABLATION =
      """
      # Does fairness help?
      seeds: {first: 3, count: 2}
      ranking: {table: truths.csv, truths: [score, again], architectures: 12, seed: 5}
      base:
        threads: 1
        data: {training_images: 200, image_size: 8}
        supernet: {channels: 4}
        train: {epochs: 2, warmup_epochs: 0}
        search: {batch_norm: batch, validation_images: 40, workers: 1}
      variants:
        plain: {}
        fair: {train: {strategy: fair, epochs: 1}}
      """;

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, text);
    NasBench201Space space = new NasBench201Space();
    Set<String> ids = new LinkedHashSet<>();
    for (int n = 0; n < 30; n++) {
      ids.add(space.sample(new Seed(n).generator()).id());
    }
    StringBuilder table = new StringBuilder("architecture,score,again\n");
    for (String id : ids) {
      int score = 50 + id.hashCode() % 40;
      table.append(id).append(',').append(score).append(',').append(-score).append('\n');
    }
    Files.writeString(folder.resolve("truths.csv"), table);
    return file;
  }

  private Ablation ablation(Path file) {
    return new Ablation(
        AblationConfiguration.read(file, Catalogues.BUILT_IN).settings(folder),
        Catalogues.BUILT_IN,
        folder.resolve("runs"));
  }

  @Test
  void everyVariantIsTrainedWithEverySeedAndRanked() throws IOException {
    Path file = write(ABLATION);
    assertThat(AblationConfiguration.isAblation(file)).isTrue();
    Ablation run = ablation(file);
    Map<String, Double> figures = run.run(Progress.SILENT).orElseThrow();
    assertThat(figures.get("plain/score/supernet/kendall_tau")).isBetween(-1.0, 1.0);
    assertThat(figures).containsKeys("fair/cpu_seconds", "fair/score/params/top_5_percent");
    // The second column is the first one turned round.
    assertThat(figures.get("fair/again/params/kendall_tau"))
        .isCloseTo(-figures.get("fair/score/params/kendall_tau"), within(1e-9));
    // What needs no training does not differ between trainings.
    assertThat(figures.get("fair/score/params/kendall_tau"))
        .isEqualTo(figures.get("plain/score/params/kendall_tau"));
    List<String> rows = Files.readAllLines(folder.resolve("runs").resolve(Ablation.TABLE));
    assertThat(rows.get(0))
        .startsWith("variant,seed,truth,steps,cpu_seconds,loss,estimator,kendall_tau");
    assertThat(rows.stream().filter(row -> row.contains(",score,") && row.contains(",supernet,")))
        .satisfiesExactly(
            row -> assertThat(row).startsWith("plain,3,score,4,"),
            row -> assertThat(row).startsWith("fair,3,score,2,"),
            row -> assertThat(row).startsWith("plain,4,score,4,"),
            row -> assertThat(row).startsWith("fair,4,score,2,"));
    // Nothing is done twice.
    assertThat(run.run(Progress.SILENT)).contains(figures);
  }

  @Test
  void variantsThatOnlyScoreDifferentlyShareATraining() throws IOException {
    Path file =
        write(
            ABLATION
                .replace("count: 2", "count: 1")
                .replace(
                    "fair: {train: {strategy: fair, epochs: 1}}",
                    "loss: {search: {score: loss, validation_images: 20}}"));
    Path runs = folder.resolve("runs");
    Map<String, Double> figures = ablation(file).run(Progress.SILENT).orElseThrow();
    assertThat(figures.get("loss/cpu_seconds"))
        .isCloseTo(figures.get("plain/cpu_seconds"), within(1e-9));
    assertThat(figures.get("loss/score/supernet/kendall_tau"))
        .isNotEqualTo(figures.get("plain/score/supernet/kendall_tau"));
    assertThat(figures).containsKey("plain/score/naswot/kendall_tau");
    assertThat(figures).doesNotContainKey("loss/score/naswot/kendall_tau");
    assertThat(runs.resolve("plain-seed3")).isDirectory();
    assertThat(runs.resolve("loss-seed3")).doesNotExist();
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() throws IOException {
    Path wrong = write(ABLATION.replace("strategy: fair", "stratgy: fair"));
    assertThatThrownBy(() -> AblationConfiguration.read(wrong, Catalogues.BUILT_IN))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("variant fair")
        .hasMessageContaining("stratgy");
    Path none = write(ABLATION.replaceAll("(?s)variants:.*", "variants: {}\n"));
    assertThatThrownBy(() -> AblationConfiguration.read(none, Catalogues.BUILT_IN))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("names no variants");
  }
}
