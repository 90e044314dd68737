package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons and experiments from the command line. */
class CompareCommandTest {

  private static final String CONFIG =
      """
      # Does evolution beat random search on a table of ours?
      budget: 40
      seeds: {first: 1, count: 4}
      checkpoints: [10]
      top: 3
      reference: random
      tasks:
        ours: {space: table, table: ours.csv, score: proxy, truth: accuracy}
        rugged: {synthetic: rugged, options: {choices: 4, options: 3}}
      searchers:
        random: {searcher: random}
        evolution: {searcher: evolution, population: 10, sample: 4}
      """;

  @TempDir Path folder;

  private Path config;
  private Path run;

  @BeforeEach
  void writeFiles() throws IOException {
    List<String> lines = new ArrayList<>(List.of("kernel,depth,width,proxy,accuracy"));
    for (int i = 0; i < 125; i++) {
      int quality = i / 25 + i / 5 % 5 + i % 5;
      lines.add("%d,%d,%d,%d,%d".formatted(i / 25, i / 5 % 5, i % 5, quality, quality + i % 2));
    }
    Files.write(Files.createDirectories(folder.resolve("tables")).resolve("ours.csv"), lines);
    Path experiment = Files.createDirectories(folder.resolve("experiments/007-ours"));
    config = experiment.resolve("config.yaml");
    Files.writeString(config, CONFIG);
    Files.writeString(
        Files.createDirectories(folder.resolve("experiments/000-train")).resolve("config.yaml"),
        "# Trains.\nspace: {name: macro}\n");
    run = folder.resolve("run");
  }

  private Terminal compare(String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", config.toString()));
    arguments.addAll(List.of("-w", run.toString(), "--data", folder.resolve("tables").toString()));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  private Terminal experiment(String... more) {
    List<String> arguments = new ArrayList<>(List.of("experiment", "run"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--experiments", folder.resolve("experiments").toString()));
    arguments.addAll(List.of("--data", folder.resolve("tables").toString()));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void comparesAndGoesOnAndRefusesWhatIsOther() throws Exception {
    Terminal first = compare("-f", "json");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("compare 16/16 runs");
    JsonNode rows = new JsonMapper().readTree(first.out());
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1).get("task").asText()).isEqualTo("ours");
    assertThat(rows.get(1).get("searcher").asText()).isEqualTo("evolution");
    for (String file :
        List.of(
            "config.yaml",
            "provenance.json",
            "runs.jsonl",
            "summary.csv",
            "checkpoints.csv",
            "tests.csv",
            "curves.csv",
            "runs.csv",
            "cpu.csv",
            "comparison.svg",
            "comparison.png",
            "report.html")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    try (InputStream svg = Files.newInputStream(run.resolve("comparison.svg"))) {
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(svg)
                  .getElementsByTagName("polyline")
                  .getLength())
          .isEqualTo(8);
    }
    assertThat(run.resolve("report.html"))
        .content()
        .contains("ours: mean regret", "Tests against the reference")
        .doesNotContain("@BODY@", "<script");

    String summary = Files.readString(run.resolve("summary.csv"));
    assertThat(compare().code()).isZero();
    assertThat(run.resolve("summary.csv")).hasContent(summary);

    Files.writeString(config, CONFIG.replace("budget: 40", "budget: 41"));
    Terminal other = compare("--resume");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("budget 40, not 41").contains("--fresh");
    assertThat(compare("--fresh").code()).isZero();
    assertThat(run.resolve("config.yaml")).content().contains("budget: 41");
    assertThat(compare("--fresh", "--resume").code()).isEqualTo(2);
    assertThat(Terminal.run("report", "-w", run.toString()).code()).isZero();
  }

  @Test
  void aChangedTableIsRefused() throws IOException {
    assertThat(compare("-q").code()).isZero();
    Path table = folder.resolve("tables/ours.csv");
    Files.writeString(table, Files.readString(table).replace("4,4,4,12,", "4,4,4,13,"));
    Terminal other = compare();
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("tables of other contents");
  }

  @Test
  void whatCannotBeUsedEndsWithTwoAndLeavesNothing() throws IOException {
    Files.writeString(config, CONFIG.replace("ours.csv", "theirs.csv"));
    Terminal missing = compare();
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("theirs.csv").contains("--data").doesNotContain("\tat ");
    assertThat(run).doesNotExist();
    assertThat(Terminal.run("compare").code()).isEqualTo(2);
    assertThat(Terminal.run("compare", folder.resolve("none.yaml").toString()).code()).isEqualTo(2);
    Files.writeString(Files.createDirectories(run).resolve("config.yaml"), "seed: 1\n");
    Files.writeString(config, CONFIG);
    assertThat(compare().err()).contains("the folder of a training or a search");
    assertThat(run.resolve("config.yaml")).hasContent("seed: 1");
  }

  @Test
  void theDefaultsAreShown() {
    Terminal shown = Terminal.run("compare", "--defaults");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("budget: 300", "noise_images: 0", "instances: per_seed");
  }

  @Test
  void experimentsAreListedAndRunAndChecked() throws IOException {
    Terminal list =
        Terminal.run(
            "experiment", "list", "--experiments", folder.resolve("experiments").toString());
    assertThat(list.out())
        .contains("000-train", "quickstart", "Trains.")
        .contains("007-ours", "compare", "Does evolution beat random search on a table of ours?");
    Path expected = config.resolveSibling("expected.json");
    Files.writeString(
        expected,
        "{\"ours/evolution/found_share\": {\"min\": 0}, \"ours/random/runs\": {\"max\": 4}}");
    Terminal inside = experiment("7", "-w", run.toString(), "--save");
    assertThat(inside.code()).as(inside.err()).isZero();
    assertThat(inside.out()).contains("ours/random/runs").doesNotContain("OUTSIDE");
    assertThat(config.resolveSibling("results").resolve("summary.csv"))
        .hasSameTextualContentAs(run.resolve("summary.csv"));
    Files.writeString(expected, "{\"ours/random/runs\": {\"min\": 5}}");
    Terminal outside = experiment("007-ours", "-w", run.toString(), "-f", "json");
    assertThat(outside.code()).isEqualTo(3);
    assertThat(new JsonMapper().readTree(outside.out()).get(0).get("verdict").asText())
        .isEqualTo("OUTSIDE");
    Files.writeString(expected, "{\"ours/lanas/runs\": {\"min\": 5}}");
    Terminal unknown = experiment("007-ours", "-w", folder.resolve("never").toString());
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("'ours/lanas'").contains("ours/random, ours/evolution");
    assertThat(folder.resolve("never")).doesNotExist();
    // A few seeds say nothing of bounds.
    assertThat(experiment("ours", "--smoke").code()).isZero();
  }

  @Test
  void whatIsNoComparisonSaysHowItIsLaunched() {
    Terminal trains = experiment("0");
    assertThat(trains.code()).isEqualTo(2);
    assertThat(trains.err()).contains("./espalier quickstart --config");
    assertThat(experiment("our").err()).contains("unknown experiment 'our'").contains("007-ours");
    assertThat(Terminal.run("experiment").code()).isEqualTo(2);
  }
}
