package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.random.Seed;
import io.espalier.space.zoo.NasBench201Space;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rankings of a tiny supernet by the command line. */
class RankCommandTest {

  /** Trained once; each test works on a copy. */
  @TempDir static Path trained;

  @TempDir Path folder;

  private Path run;
  private Path table;

  @BeforeAll
  static void train() throws IOException {
    Path config = trained.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        seed: 1
        threads: 1
        space: {name: nasbench201}
        data: {training_images: 200, image_size: 8}
        supernet: {channels: 4}
        train: {epochs: 1, batch_size: 20, warmup_epochs: 0}
        estimate: {reference: 12, channels: 4, images: 8}
        search: {evaluations: 4, batch_size: 2, validation_images: 30, recalibration_images: 40, workers: 1}
        retrain: {epochs: 1, batch_size: 40, warmup_epochs: 0}
        """);
    for (String seed : List.of("1", "2")) {
      Terminal run =
          Terminal.run(
              "train",
              "-c",
              config.toString(),
              "-w",
              trained.resolve("seed" + seed).toString(),
              "--seed",
              seed);
      assertThat(run.code()).as(run.err()).isZero();
    }
  }

  /** A truth that more convolutions raise. */
  @BeforeEach
  void copy() throws IOException {
    run = folder.resolve("run");
    copy(trained.resolve("seed1"), run);
    NasBench201Space space = new NasBench201Space();
    RandomGenerator random = new Seed(6).generator();
    Map<String, Double> truths = new LinkedHashMap<>();
    while (truths.size() < 40) {
      var architecture = space.sample(random);
      double truth = random.nextDouble();
      for (int edge = 0; edge < 6; edge++) {
        truth += architecture.pick(edge) == 3 ? 2 : 0;
      }
      truths.put(architecture.id(), truth);
    }
    List<String> lines = new ArrayList<>(List.of("architecture,goodness"));
    truths.forEach((id, truth) -> lines.add(id + "," + truth));
    table = Files.write(folder.resolve("table.csv"), lines);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(at)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(at, to.resolve(from.relativize(at)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Terminal espalier(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-w", run.toString()));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  private Terminal rank(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-f", "json", "--table", table.toString(), "--table-truth", "goodness"));
    arguments.addAll(List.of(more));
    return espalier("rank", arguments.toArray(String[]::new));
  }

  private static JsonNode json(Terminal terminal) throws IOException {
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return new JsonMapper().readTree(terminal.out());
  }

  private static JsonNode of(JsonNode rows, String estimator, String against) {
    for (JsonNode row : rows) {
      if (row.get("estimator").asText().equals(estimator)
          && row.get("against").asText().equals(against)) {
        return row;
      }
    }
    throw new AssertionError("no row of %s against %s in %s".formatted(estimator, against, rows));
  }

  @Test
  void theCardOfADeclaredSupernetIsKeptWithIt() throws IOException {
    Path declared = Files.createDirectories(folder.resolve("declared"));
    Files.copy(trained.resolve("tiny.yaml"), declared.resolve("supernet.yaml"));
    Terminal ranked = rank(declared.toString(), "--architectures", "10");
    assertThat(ranked.code()).as(ranked.err()).isZero();
    assertThat(declared.resolve("CARD.md"))
        .hasSameTextualContentAs(run.resolve("CARD.md"))
        .content()
        .contains("Kendall tau");
  }

  @Test
  void ranksEveryEstimatorAndWritesTheCardAndThePicture() throws IOException {
    JsonNode rows =
        json(
            rank(
                "--architectures",
                "30",
                "--against",
                trained.resolve("seed2").toString(),
                "--set",
                "estimate.weights={supernet: 1, params: 2}",
                "--list-top",
                "5"));
    for (String estimator :
        List.of(
            "supernet",
            "combined",
            "supernet_batch",
            "supernet_other_seed",
            "log_synflow",
            "naswot",
            "params",
            "macs")) {
      assertThat(of(rows, estimator, "truth").get("architectures").asInt()).isEqualTo(30);
    }
    // More convolutions are more parameters, and here the truth is little else.
    assertThat(of(rows, "params", "truth").get("kendall_tau").asDouble()).isGreaterThan(0.5);
    assertThat(of(rows, "supernet", "supernet_batch").get("kendall_tau").isNumber()).isTrue();
    assertThat(of(rows, "supernet", "supernet_other_seed").get("kendall_tau").isNumber()).isTrue();
    assertThat(Files.readAllLines(run.resolve("rank/scores.csv"))).hasSize(31);
    assertThat(Files.readAllLines(run.resolve("rank/top.csv"))).hasSize(41);
    assertThat(run.resolve("rank/scatter.svg")).content().contains("goodness", "<circle");
    assertThat(run.resolve("CARD.md"))
        .content()
        .contains(
            "nasbench201",
            "`combined`",
            "- `supernet`: 1.0\n",
            "- `params`: 2.0\n",
            "The 5 highest scored of all 40",
            "## Limits");
    assertThat(espalier("report").code()).isZero();
    assertThat(run.resolve("report.html"))
        .content()
        .contains("How far the ranking can be trusted", "precision at top 5 %");
  }

  @Test
  void theHighestScoredGetASecondLookOnMoreImages() throws IOException {
    JsonNode rows = json(rank("--architectures", "10", "--list-top", "1", "--as-searched"));
    assertThat(rows).noneMatch(row -> row.get("estimator").asText().startsWith("supernet_"));
    List<String> once = Files.readAllLines(run.resolve("rank/top.csv"));
    json(rank("--architectures", "10", "--list-top", "1", "--top-images", "90"));
    List<String> again = Files.readAllLines(run.resolve("rank/top.csv"));
    assertThat(again).hasSize(21).isNotEqualTo(once.subList(0, 21));
    assertThat(ids(again)).containsExactlyInAnyOrderElementsOf(ids(once.subList(0, 21)));
    assertThat(run.resolve("CARD.md"))
        .content()
        .contains("of all 40, after the 20 highest were compared again on 90 images: mean truth");
  }

  private static List<String> ids(List<String> table) {
    return table.stream().map(row -> row.substring(0, row.indexOf(','))).toList();
  }

  @Test
  void estimatesAreMadeOnceAndTheSameFiguresComeOutAgain() throws IOException {
    String first = rank("--architectures", "20").out();
    Path scores = run.resolve("rank/scores.csv");
    String written = Files.readString(scores);
    List<Path> kept;
    try (var files = Files.list(run.resolve("estimates"))) {
      kept = files.toList();
    }
    Map<Path, String> before = new LinkedHashMap<>();
    for (Path file : kept) {
      before.put(file, Files.readString(file));
    }
    assertThat(rank("--architectures", "20").out()).isEqualTo(first);
    assertThat(scores).hasContent(written.strip());
    for (Path file : kept) {
      assertThat(file)
          .as("%s holds seconds, so it would differ", file)
          .content()
          .isEqualTo(before.get(file));
    }
    // A larger draw of the same seed begins with the smaller one.
    rank("--architectures", "25");
    assertThat(Files.readString(scores)).startsWith(written);
  }

  @Test
  @Tag("slow")
  void trainsItsOwnTruthAndKeepsIt() throws IOException {
    String[] flags = {"-f", "json", "--scratch", "10", "--set", "retrain.channels=2"};
    JsonNode rows = json(espalier("rank", flags));
    assertThat(of(rows, "supernet", "truth").get("architectures").asInt()).isEqualTo(10);
    assertThat(run.resolve("CARD.md"))
        .content()
        .contains("training from scratch (1 epochs, 2 channels, 1 cells a stage)");
    Map<Path, FileTime> trainings = times(run.resolve("scratch"));
    assertThat(trainings).hasSizeGreaterThanOrEqualTo(10);
    assertThat(json(espalier("rank", flags))).isEqualTo(rows);
    assertThat(times(run.resolve("scratch"))).isEqualTo(trainings);
  }

  /** Of all files in a folder, when they were written. */
  private static Map<Path, FileTime> times(Path folder) throws IOException {
    Map<Path, FileTime> times = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void aSearchByTheCombinedScoreSaysSoAndNeedsNoTrainingWithoutTheSupernet() throws IOException {
    run = folder.resolve("untrained");
    Terminal searched =
        espalier(
            "search",
            "-c",
            trained.resolve("tiny.yaml").toString(),
            "--searcher",
            "random",
            "--set",
            "estimate.weights={supernet: 0, log_synflow: 1, naswot: 1}");
    assertThat(searched.code()).as(searched.err()).isZero();
    assertThat(searched.out()).contains("combined score");
    assertThat(run.resolve("search/random/best.yaml")).content().contains("combined score");
    assertThat(run.resolve("search/random/trials.csv")).isNotEmptyFile();
    assertThat(Files.exists(run.resolve("checkpoints"))).isFalse();
    Terminal more = espalier("search", "--searcher", "random", "--evaluations", "6", "--resume");
    assertThat(more.code()).as(more.err()).isZero();
    Terminal other =
        espalier("search", "--searcher", "random", "--resume", "--set", "estimate.reference=13");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("estimate.reference 12, not 13");
  }

  @Test
  void refusesWhatCannotBeRanked() {
    assertRefused(espalier("rank"), "--table FILE");
    assertRefused(rank("--scratch", "20"), "not both");
    assertRefused(rank("--architectures", "3"), "10 architectures or more");
    assertRefused(rank("--architectures", "41"), "has 40 with a number in column goodness");
    assertRefused(espalier("rank", "--table", table.toString()), "--table-truth");
    assertRefused(espalier("rank", "--scratch", "10", "--list-top", "5"), "list top is 5");
    assertRefused(rank("--architectures", "12", "--prefilter", "0"), "share above 0");
    assertRefused(rank("--architectures", "12", "--top-images", "9"), "only with list top");
    assertRefused(
        rank("--architectures", "12", "--prefilter", "0.5", "--list-top", "5"),
        "prefilter needs training-free scores");
    assertRefused(rank("--architectures", "12", "--against", folder.toString()), "holds no run");
    assertRefused(
        rank("--architectures", "12", "--against", trained.resolve("seed1").toString()),
        "its seed is the same, 1");
    assertRefused(rank("--set", "estimate.weights.macs=-1"), "is -1; allowed is a number from 0");
    assertRefused(rank("--set", "estimate.weights.supernet=0"), "all of estimate.weights are 0");
    run = folder.resolve("none");
    assertRefused(
        rank("-c", trained.resolve("tiny.yaml").toString(), "--architectures", "12"),
        "no trained supernet");
    assertThat(Files.exists(run)).isFalse();
  }

  private static void assertRefused(Terminal terminal, String message) {
    assertThat(terminal.code()).as(terminal.err()).isEqualTo(2);
    assertThat(terminal.err()).contains(message).doesNotContain("\tat ");
  }
}
