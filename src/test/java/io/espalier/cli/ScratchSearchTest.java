package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.study.Reranked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches by trainings from scratch, without a supernet. */
class ScratchSearchTest {

  @TempDir Path folder;

  private Path config;

  @BeforeEach
  void writeConfiguration() throws IOException {
    config = folder.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        seed: 1
        threads: 1
        space: {name: macro}
        data: {training_images: 120, image_size: 8}
        supernet: {channels: 4}
        estimate: {scratch: {epochs: 2, training_images: 60, channels: 2, stop_from: 2}}
        search: {evaluations: 5, batch_size: 2}
        retrain: {epochs: 4, batch_size: 20, warmup_epochs: 0}
        """);
  }

  private Terminal search(String run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("search", "-c", "" + config, "-w", "" + folder.resolve(run), "-f", "csv"));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void searchesWithEverySearcherAndWithoutASupernet() throws IOException {
    for (String searcher : List.of("random", "lanas", "evolution")) {
      Terminal searched = search("run", "--evaluate", "scratch", "--searcher", searcher);
      assertThat(searched.code()).as(searched.err()).isZero();
      assertThat(searched.out()).contains("BUDGET,5,").contains("accuracy, %");
      assertThat(searched.err()).contains("% after ").contains(" epochs");
    }
    Path run = folder.resolve("run");
    assertThat(run.resolve("checkpoints")).doesNotExist();
    assertThat(run.resolve("search/lanas/trials.csv")).isNotEmptyFile();
    Terminal again = search("run", "--evaluate", "scratch", "--searcher", "random", "--resume");
    assertThat(again.code()).as(again.err()).isZero();
    Terminal other =
        search(
            "run",
            "--evaluate",
            "scratch",
            "--searcher",
            "random",
            "--resume",
            "--set",
            "retrain.learning_rate=0.2");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("hash");
  }

  @Test
  void aRateThatIsFarTooHighMakesFailuresNotALostStudy() throws IOException {
    Terminal searched =
        search(
            "run",
            "--evaluate",
            "scratch",
            "--searcher",
            "random",
            "--set",
            "retrain.learning_rate=1000",
            "--set",
            "retrain.clip_norm=0");
    assertThat(searched.code()).as(searched.err()).isZero();
    String trials = Files.readString(folder.resolve("run/search/random/trials.csv"));
    assertThat(trials.lines().filter(line -> line.contains("failed: training fails at step")))
        .hasSize(5);
  }

  @Test
  void validatingSaysHowCandidatesAreTrained() {
    Terminal valid =
        Terminal.run(
            "validate", "-c", "" + config, "--set", "estimate.weights={supernet: 0, scratch: 1}");
    assertThat(valid.code()).as(valid.err()).isZero();
    assertThat(valid.out()).contains("training each from scratch, 2 epochs");
  }

  @Test
  void theBestAreTrainedAndTheMostAccurateIsTheResult() throws IOException {
    String[] finals = {"--evaluate", "params", "--rerank", "3", "--set", "rerank.epochs=2"};
    Terminal searched = search("run", finals);
    assertThat(searched.code()).as(searched.err()).isZero();
    Path run = folder.resolve("run");
    List<Reranked> reranked = Reranked.read(run.resolve("search/lanas"));
    assertThat(reranked).hasSize(3).allMatch(f -> f.accuracyPercent().isPresent());
    assertThat(searched.err()).contains("reranked of lanas");
    String winner = reranked.get(0).architecture();
    assertThat(searched.out().lines().toList().get(1)).contains("," + winner + ",");
    assertThat(searched.out()).contains("best_reranked");
    Terminal top = Terminal.run("top", "-w", "" + run, "-f", "csv");
    assertThat(top.out().lines().toList().get(1)).contains("," + winner + ",");

    // Nothing is trained again, and a search that goes on has other reranked.
    byte[] before = Files.readAllBytes(run.resolve("search/lanas/reranked.csv"));
    assertThat(search("run", with(finals, "--resume")).code()).isZero();
    assertThat(run.resolve("search/lanas/reranked.csv")).hasBinaryContent(before);
    assertThat(search("run", "--evaluate", "params", "--resume", "--evaluations", "6").code())
        .isZero();
    assertThat(run.resolve("search/lanas/reranked.csv")).doesNotExist();
  }

  private static String[] with(String[] arguments, String more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = more;
    return all;
  }

  @Test
  void whatCannotBeIsRefused() {
    Terminal unknown = search("run", "--evaluate", "scrach");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean 'scratch'");
    Terminal negative = search("run", "--set", "estimate.scratch.epochs=-1");
    assertThat(negative.code()).isEqualTo(2);
    assertThat(negative.err()).contains("is -1; allowed is a whole number from 0");
    Terminal reranked = search("run", "--rerank", "-1");
    assertThat(reranked.code()).isEqualTo(2);
    assertThat(reranked.err()).contains("--rerank is -1; allowed is from 0");
    Terminal taught =
        search("run", "--evaluate", "params", "--rerank", "2", "--set", "retrain.distil=0.5");
    assertThat(taught.code()).isEqualTo(2);
    assertThat(taught.err()).contains("retrain.distil is 0.5");
    assertThat(folder.resolve("run/search")).doesNotExist();
    Terminal rank =
        Terminal.run(
            "rank",
            "-c",
            "" + config,
            "-w",
            "" + folder.resolve("run"),
            "--scratch",
            "10",
            "--set",
            "estimate.weights.scratch=1");
    assertThat(rank.code()).isEqualTo(2);
    assertThat(rank.err()).contains("estimate.weights.scratch");
  }
}
