package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.study.Journal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A search and the page on it, each a process of its own as users start them: the page stops the
 * search, which is then continued to what an uninterrupted one finds.
 */
@Tag("slow")
class StoppedFromPageTest {

  private static final int TERM = 15;
  private static final int EVALUATIONS = 400;
  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern ADDRESS = Pattern.compile("at (http://\\S+)");

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder table = new StringBuilder("kernel,depth,width,stride,groups,accuracy\n");
    for (int n = 0; n < 1024; n++) {
      int[] picks = {n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6 & 3, n >> 8};
      int score = 60 + 3 * picks[0] * picks[1] - 2 * picks[2] * picks[3] + picks[4] + (n * 37) % 11;
      for (int pick : picks) {
        table.append(pick).append(',');
      }
      table.append(score).append('\n');
    }
    Files.writeString(folder.resolve("own.csv"), table);
    Files.writeString(
        folder.resolve("own.yaml"),
        """
        space: {name: table}
        search: {table: %s, table_score: accuracy, evaluations: %d}
        """
            .formatted(folder.resolve("own.csv"), EVALUATIONS));
    for (String run : List.of("stopped", "whole")) {
      before(run);
    }
  }

  /** The page looks for new folders now and then only; this one it knows at once. */
  private void before(String run) {
    Terminal searched =
        Terminal.run(
            "search",
            "-c",
            folder.resolve("own.yaml").toString(),
            "-w",
            folder.resolve("runs").resolve(run).toString(),
            "--set",
            "search.searcher=random",
            "--evaluations",
            "5");
    assertThat(searched.code()).as(searched.err()).isZero();
  }

  @Test
  void aSearchThatThePageStoppedEndsAsAnUninterruptedOne() throws Exception {
    // A run that ignores the signal says so, and the page then offers no stop.
    assumeThat(ChildProcess.ignores(TERM)).isFalse();
    Process page = start("page.txt", "watch", "runs", "--port", "0");
    Process search = null;
    try {
      URI address = address(page);
      search = search("stopped");
      stopOnceAtWork(address, search);
      assertThat(search.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(search.exitValue()).as(output("stopped.txt")).isEqualTo(130);
      assertThat(output("stopped.txt"))
          .contains("espalier search --work-dir runs/stopped --resume");
      assertThat(journal("stopped")).hasSizeBetween(20, EVALUATIONS);
      assertThat(runOf(runs(address)).path("process").isNull()).isTrue();
      assertThat(stop(address, runs(address))).as("of what has ended").isEqualTo(409);
      finish(
          start("stopped.txt", "search", "--work-dir", "runs/stopped", "--resume"), "stopped.txt");
      assertThat(journal("stopped")).hasSizeGreaterThan(EVALUATIONS);
    } finally {
      page.destroyForcibly();
      if (search != null) {
        search.destroyForcibly();
      }
    }
    finish(search("whole"), "whole.txt");
    assertThat(journal("stopped")).isEqualTo(journal("whole"));
    assertThat(journal("whole")).hasSizeGreaterThan(EVALUATIONS);
    assertThat(best("stopped")).isEqualTo(best("whole"));
  }

  private Process search(String run) throws IOException {
    return start(run + ".txt", "search", "-c", "own.yaml", "-w", "runs/" + run);
  }

  private Process start(String output, String... arguments) throws IOException {
    return ChildProcess.start(folder, folder.resolve(output), List.of(arguments));
  }

  private void finish(Process process, String output) throws Exception {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output(output)).isZero();
  }

  /** The address that the command prints. */
  private URI address(Process page) throws Exception {
    Matcher printed = ADDRESS.matcher("");
    while (page.isAlive() && !printed.reset(output("page.txt")).find()) {
      Thread.sleep(20);
    }
    assertThat(page.isAlive()).as(output("page.txt")).isTrue();
    return URI.create(printed.group(1));
  }

  /** Presses the button as soon as the page offers it and there is something to lose. */
  private void stopOnceAtWork(URI address, Process search) throws Exception {
    JsonNode listed = runs(address);
    while (search.isAlive() && !isUnderWay(listed)) {
      Thread.sleep(10);
      listed = runs(address);
    }
    assertThat(search.isAlive()).as("ended too early: %s", output("stopped.txt")).isTrue();
    assertThat(stop(address, listed)).isEqualTo(200);
  }

  private boolean isUnderWay(JsonNode listed) throws IOException {
    return runOf(listed).path("process").path("stops").asBoolean()
        && Files.exists(study("stopped").resolve("journal.jsonl"))
        && journal("stopped").size() > 20;
  }

  private static JsonNode runOf(JsonNode listed) {
    for (JsonNode run : listed.path("runs")) {
      if (run.path("name").asText().equals("stopped")) {
        return run;
      }
    }
    throw new AssertionError("not listed: " + listed);
  }

  private JsonNode runs(URI address) throws Exception {
    return new JsonMapper()
        .readTree(
            client
                .send(
                    HttpRequest.newBuilder(address.resolve("/runs")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
  }

  private int stop(URI address, JsonNode listed) throws Exception {
    String id = runOf(listed).path("id").asText();
    return client
        .send(
            HttpRequest.newBuilder(address.resolve("/runs/" + id + "/stop"))
                .header("X-Espalier-Key", listed.path("key").asText())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private String output(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private List<String> journal(String run) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(study(run).resolve("journal.jsonl"))) {
      lines.add(Journal.withoutSeconds(line));
    }
    return lines;
  }

  private List<String> best(String run) throws IOException {
    return Files.readAllLines(study(run).resolve("best.yaml"));
  }

  private Path study(String run) {
    return folder.resolve("runs").resolve(run).resolve("search/lanas");
  }
}
