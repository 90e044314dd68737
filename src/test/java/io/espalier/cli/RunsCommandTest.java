package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.tracking.MlflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {

  @TempDir Path folder;

  private Path runs;

  @BeforeEach
  void makeRuns() throws IOException {
    Path table = folder.resolve("own.csv");
    Files.writeString(table, "kernel,depth,accuracy\n3,2,70\n3,4,72\n5,2,71\n5,4,75\n");
    runs = folder.resolve("runs");
    search(table, "small", "2");
    search(table, "deeper/large", "4");
  }

  private void search(Path table, String name, String evaluations) {
    Terminal searched =
        Terminal.run(
            "search",
            "--set",
            "space.name=table",
            "--set",
            "search.table=" + table,
            "--set",
            "search.table_score=accuracy",
            "--set",
            "search.searcher=random",
            "--set",
            "search.evaluations=" + evaluations,
            "-w",
            runs.resolve(name).toString(),
            "-c",
            configuration().toString());
    assertThat(searched.code()).as(searched.err()).isZero();
  }

  private Path configuration() {
    Path file = folder.resolve("my.yaml");
    if (!Files.exists(file)) {
      assertThat(Terminal.run("init", file.toString()).code()).isZero();
    }
    return file;
  }

  private List<JsonNode> list(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("runs", runs.toString(), "-f", "json"));
    arguments.addAll(List.of(more));
    Terminal listed = Terminal.run(arguments.toArray(String[]::new));
    assertThat(listed.code()).as(listed.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    new JsonMapper().readTree(listed.out()).forEach(rows::add);
    return rows;
  }

  private static List<String> names(List<JsonNode> rows) {
    return rows.stream()
        .map(row -> Path.of(row.get("run").textValue()).getFileName() + "")
        .toList();
  }

  @Test
  void runsAreListedSortedAndFound() throws IOException {
    List<JsonNode> rows = list();
    assertThat(names(rows)).containsExactly("large", "small");
    assertThat(rows.get(0).get("evaluations").intValue()).isEqualTo(4);
    assertThat(rows.get(0).get("best").textValue()).isEqualTo("1-1");
    assertThat(rows.get(0).get("score").doubleValue()).isEqualTo(75);
    assertThat(rows.get(0).get("changed").textValue()).matches("20\\d\\d-.*Z");
    assertThat(rows.get(0).has("test_accuracy_percent")).isFalse();
    assertThat(names(list("--sort", "run"))).containsExactly("large", "small");
    assertThat(names(list("--sort", "evaluations"))).containsExactly("large", "small");
    assertThat(names(list("--where", "evaluations=2"))).containsExactly("small");
    assertThat(list("--where", "space=table")).hasSize(2);
    assertThat(names(list("--where", "deeper"))).containsExactly("large");
    assertThat(list("--where", "nowhere")).isEmpty();
  }

  @Test
  void runsAreFoundByTagsAndNotes() throws IOException {
    Path small = runs.resolve("small");
    Terminal labelled =
        Terminal.run(
            "runs", "label", "" + small, "baseline", "first", "--note", "one <b>, \"two\"");
    assertThat(labelled.code()).as(labelled.err()).isZero();
    assertThat(labelled.out()).contains("baseline first");
    assertThat(names(list("--where", "tags=first"))).containsExactly("small");
    assertThat(list("--where", "tags=first").get(0).get("note").textValue())
        .isEqualTo("one <b>, \"two\"");
    assertThat(Terminal.run("runs", "label", "" + small, "--remove", "first").out())
        .contains("baseline")
        .doesNotContain("first");
    assertThat(list("--where", "tags=first")).isEmpty();
    Terminal refused = Terminal.run("runs", "label", "" + small, "two words");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("'two words'", "allowed are");
    assertThat(list("--where", "tags=baseline")).hasSize(1);
  }

  @Test
  void twoRunsAreCompared() {
    Terminal compared =
        Terminal.run(
            "runs",
            "compare",
            "" + runs.resolve("small"),
            "" + runs.resolve("deeper/large"),
            "-f",
            "csv");
    assertThat(compared.code()).as(compared.err()).isZero();
    assertThat(compared.out())
        .contains("setting,search.evaluations,2,4")
        .contains("figure,evaluations,2,4")
        .doesNotContain("search.searcher")
        .doesNotContain("work_dir");
  }

  @Test
  void aDamagedRunIsListedWithItsProblem() throws IOException {
    Path trials = runs.resolve("small/search/random/trials.csv");
    Files.writeString(trials, Files.readString(trials).replace("7", "8"));
    JsonNode damaged = list("--where", "small").get(0);
    assertThat(damaged.get("problems").textValue()).contains("trials.csv");
    Files.writeString(runs.resolve("small/labels.yaml"), "tags: [\"<img onerror>\"]\n");
    assertThat(list("--where", "small").get(0).get("problems").textValue())
        .contains("cannot be a tag");
  }

  @Test
  void runsAreWrittenForTensorBoard() throws IOException {
    Path logs = folder.resolve("logs");
    for (int times = 0; times < 2; times++) {
      Terminal written = Terminal.run("runs", "tensorboard", "" + runs, "--to", "" + logs);
      assertThat(written.code()).as(written.err()).isZero();
      assertThat(written.out()).contains("2 curves", "its folder of logs is " + logs);
    }
    try (Stream<Path> files = Files.walk(logs)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> "" + logs.relativize(file)))
          .containsExactlyInAnyOrder(
              "small/events.out.tfevents.espalier", "deeper/large/events.out.tfevents.espalier");
    }
  }

  @Test
  void runsAreGivenToMlflow() throws IOException {
    try (MlflowStub stub = new MlflowStub("")) {
      for (int times = 0; times < 2; times++) {
        Terminal given =
            Terminal.run(
                "runs", "mlflow", "" + runs, "--server", stub.address(), "--experiment", "own");
        assertThat(given.code()).as(given.err()).isZero();
        assertThat(given.out()).contains(times == 0 ? ", 8 new points" : ", 0 new points");
      }
      assertThat(stub.experiments()).containsExactly("own");
      assertThat(stub.runs()).hasSize(2);
      assertThat(stub.runs().get(0).pointCount() + stub.runs().get(1).pointCount()).isEqualTo(12);
    }
  }

  /** A run that is damaged is given without what cannot be read, which is told. */
  @Test
  void whatCannotBeGivenIsTold() throws IOException {
    Path trials = runs.resolve("small/search/random/trials.csv");
    Files.writeString(trials, Files.readString(trials).replace("7", "8"));
    Path logs = folder.resolve("logs");
    Terminal written =
        Terminal.run("runs", "tensorboard", "" + runs.resolve("small"), "--to", "" + logs);
    assertThat(written.code()).isZero();
    assertThat(written.err()).contains("trials.csv was left out");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path same = Files.createDirectories(folder.resolve("same/small"));
    Files.copy(runs.resolve("small/config.yaml"), same.resolve("config.yaml"));
    Path file = Files.writeString(folder.resolve("file"), "");
    String nobody = "http://127.0.0.1:1";
    for (Terminal refused :
        List.of(
            Terminal.run("runs", "tensorboard", "" + runs),
            Terminal.run("runs", "tensorboard", "" + empty, "--to", "" + logs),
            Terminal.run("runs", "tensorboard", "" + folder.resolve("no"), "--to", "" + logs),
            Terminal.run("runs", "tensorboard", "" + runs, "--to", "" + file),
            Terminal.run(
                "runs", "tensorboard", "" + same, "" + runs.resolve("small"), "--to", "" + logs),
            Terminal.run("runs", "mlflow", "" + runs, "--server", "mlruns"),
            Terminal.run("runs", "mlflow", "" + empty, "--server", nobody),
            Terminal.run("runs", "mlflow", "" + runs, "--server", nobody))) {
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).startsWith("espalier: ").doesNotContain("\tat ");
    }
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Terminal refused :
        List.of(
            Terminal.run("runs", "" + empty),
            Terminal.run("runs", "" + folder.resolve("none")),
            Terminal.run("runs", "" + runs, "--sort", "evaluation"),
            Terminal.run("runs", "compare", "" + runs.resolve("small"), "" + empty),
            Terminal.run("runs", "label", "" + empty, "tag"))) {
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).startsWith("espalier: ").doesNotContain("\tat ");
    }
    assertThat(Terminal.run("runs", "" + runs, "--sort", "evaluation").err())
        .contains("evaluations");
    assertThat(empty).isEmptyDirectory();
  }
}
