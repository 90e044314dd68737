package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.file.Sha256;
import io.espalier.provenance.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches of tables by the command line. */
class TableSearchTest {

  @TempDir Path folder;

  private Path config;
  private Path run;

  /**
   * A table of kernel, depth and width; the proxy prefers kernel 7 a little, the truth does not.
   */
  @BeforeEach
  void writeTable() throws IOException {
    List<String> lines = new ArrayList<>(List.of("kernel,depth,width,proxy,truth,macs"));
    for (int kernel : new int[] {3, 5, 7}) {
      for (int depth : new int[] {2, 4, 8, 16}) {
        for (String width : List.of("narrow", "wide")) {
          double truth = 0.6 + depth / 100.0 + (width.equals("wide") ? 0.05 : 0) - kernel / 1000.0;
          double proxy = truth + (kernel == 7 ? 0.02 : 0);
          lines.add(
              "%d,%d,%s,%s,%s,%d".formatted(kernel, depth, width, proxy, truth, kernel * depth));
        }
      }
    }
    Path table = Files.write(folder.resolve("own.csv"), lines);
    config = folder.resolve("own.yaml");
    Files.writeString(
        config,
        """
        space: {name: table}
        search:
          table: %s
          table_score: proxy
          table_truth: truth
          table_unit: fraction
          table_costs: {macs: macs}
          searcher: random
          evaluations: 24
        """
            .formatted(table));
    run = folder.resolve("run");
  }

  private Terminal espalier(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "-c", config.toString(), "-w", run.toString()));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  private JsonNode search(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-f", "json"));
    arguments.addAll(List.of(more));
    Terminal searched = espalier("search", arguments.toArray(String[]::new));
    assertThat(searched.code()).as(searched.err()).isZero();
    return new JsonMapper().readTree(searched.out()).get(0);
  }

  @Test
  void theTruthIsReportedBesideTheProxyThatWasSeen() throws IOException {
    JsonNode row = search();
    assertThat(row.get("choices").asText()).isEqualTo("kernel=7 depth=16 width=wide");
    assertThat(row.get("best").asText()).isEqualTo("2-3-1");
    assertThat(row.get("score").asDouble()).isEqualTo(82.3);
    assertThat(row.get("truth").asDouble()).isEqualTo(80.3);
    assertThat(row.get("best_truth_of_ten").asDouble()).isEqualTo(80.7);
    assertThat(row.get("best_in_table").asDouble()).isEqualTo(80.7);
    assertThat(row.get("macs_millions").asDouble()).isEqualTo(112);
    assertThat(row.get("params_millions").asText()).isEmpty();
    List<String> truths = Files.readAllLines(run.resolve("search/random/truth.csv"));
    assertThat(truths).hasSize(25);
    assertThat(truths.get(0)).isEqualTo("trial,architecture,score,truth,truth_of_best_so_far");
    assertThat(truths.get(24)).startsWith("24,").contains(",80.3");
    assertThat(Terminal.run("top", "-w", run.toString()).code()).isZero();
    assertThat(Terminal.run("report", "-w", run.toString()).code()).isZero();
  }

  @Test
  void scoresOfAnotherTableAreNotMixedIn() throws IOException {
    search("--evaluations", "12");
    Provenance provenance = Provenance.read(run.resolve("provenance.json"));
    Path table = folder.resolve("own.csv");
    assertThat(provenance.what()).isEqualTo("espalier search");
    assertThat(provenance.data().name()).isEqualTo("own.csv");
    assertThat(provenance.data().fingerprint()).isEqualTo(Sha256.of(table));
    String whole = Files.readString(table);
    for (String changed : List.of(whole.replace("0.6", "0.7"), whole + "9,2,wide,0.99,0.99,1\n")) {
      Files.writeString(table, changed);
      Terminal refused = espalier("search", "--resume");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("table").contains("whose content differs");
      Files.writeString(table, whole);
    }
    assertThat(search("--resume").get("evaluations").asInt()).isEqualTo(24);
  }

  @Test
  void limitsAreReadFromTheTable() throws IOException {
    JsonNode row = search("--max-macs", "20");
    assertThat(row.get("end").asText()).isEqualTo("EXHAUSTED");
    assertThat(row.get("evaluations").asInt()).isEqualTo(10);
    run = folder.resolve("other");
    assertThat(espalier("search", "--max-macs", "5").err())
        .contains("smallest reachable value is 6 ");
    assertThat(espalier("search", "--max-params", "5").err()).contains("search.table_costs.params");
    assertThat(run).doesNotExist();
  }

  @Test
  void simulatedNoiseIsToldWithItsImagesAndItsTruth() throws IOException {
    JsonNode row =
        search("--noise-images", "500", "--table-score", "truth", "--set", "search.table_truth=");
    assertThat(row.get("standard_error").asDouble()).isBetween(1.0, 3.0);
    assertThat(row.get("best_in_table").asDouble()).isEqualTo(80.7);
    String trials = Files.readString(run.resolve("search/random/trials.csv"));
    assertThat(trials).contains(",500,");
    run = folder.resolve("other");
    assertThat(
            espalier("search", "--noise-images", "500", "--set", "search.table_unit=other").err())
        .contains("accuracies in percent or as a fraction of 1");
  }

  @Test
  void whatNeedsNetworksIsRefused() throws IOException {
    search();
    for (String command : List.of("train", "export", "retrain")) {
      Terminal refused = espalier(command);
      assertThat(refused.code()).as(command).isEqualTo(2);
      assertThat(refused.err()).as(command).contains("the space 'table'").contains("no networks");
    }
  }

  @Test
  void validateTellsTheBestAndWhatIsMissing() {
    Terminal valid = Terminal.run("validate", "-c", config.toString(), "-f", "csv");
    assertThat(valid.code()).as(valid.err()).isZero();
    assertThat(valid.out()).contains("24 networks").contains("2-3-1").contains("0-3-1");
    for (String setting :
        List.of(
            "search.table_score=",
            "search.table=",
            "search.table_score=prox",
            "search.table_unit=percents",
            "search.table_error=err",
            "search.table_choices=kernel")) {
      Terminal refused = Terminal.run("validate", "-c", config.toString(), "--set", setting);
      assertThat(refused.code()).as(setting).isEqualTo(2);
      assertThat(refused.err().strip().lines()).as(setting).hasSize(1);
    }
  }
}
