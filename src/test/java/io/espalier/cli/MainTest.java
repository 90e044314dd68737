package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.file.FolderLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path folder;

  private Path config;
  private Path table;
  private Path run;

  /** A table of all Macro architectures with a made-up accuracy, in the published form. */
  @BeforeEach
  void writeTable() throws IOException {
    table = folder.resolve("macro.csv.gz");
    try (PrintWriter out =
        new PrintWriter(
            new GZIPOutputStream(Files.newOutputStream(table)), false, StandardCharsets.UTF_8)) {
      out.println("arch,mean,flops,params");
      for (int i = 0; i < 6561; i++) {
        String digits = "%8s".formatted(Integer.toString(i, 3)).replace(' ', '0');
        out.println(digits + "," + (80 + digits.chars().map(c -> c - '0').sum() / 2.0) + ",1,1");
      }
    }
    config = folder.resolve("my.yaml");
    Files.writeString(config, "space: {name: macro}\n");
    run = folder.resolve("run");
  }

  private Terminal search(String... more) {
    StringJoiner joined = new StringJoiner("\n");
    for (String argument :
        new String[] {"search", "-c", "" + config, "--table", "" + table, "-w", "" + run}) {
      joined.add(argument);
    }
    for (String argument : more) {
      joined.add(argument);
    }
    return Terminal.run(joined.toString().split("\n"));
  }

  @Test
  void searchesATableAndShowsTheBest() throws IOException {
    Terminal searched = search("--searcher", "random", "--evaluations", "60", "-f", "json");
    assertThat(searched.err()).contains("search random 60/60 evaluations");
    assertThat(searched.code()).isZero();
    JsonNode row = new JsonMapper().readTree(searched.out()).get(0);
    assertThat(row.get("evaluations").asInt()).isEqualTo(60);
    Terminal top = Terminal.run("top", "-w", run.toString(), "-n", "3", "-f", "csv");
    assertThat(top.out().lines()).hasSize(4);
    assertThat(top.out().lines().skip(1).findFirst().orElseThrow())
        .contains("," + row.get("best").asText() + ",");
    assertThat(run.resolve("log.txt")).content().contains("ended with exit code 0");
  }

  @Test
  void theTreeOfASearchIsPrinted() {
    Terminal missing = Terminal.run("tree", "-w", run.toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("tree.json").contains("lanas");
    assertThat(search("--searcher", "lanas", "--evaluations", "90").code()).isZero();
    Terminal tree = Terminal.run("tree", "-w", run.toString(), "-f", "csv");
    List<String> lines = tree.out().lines().toList();
    assertThat(lines.get(0)).startsWith("region,samples,visits,mean,best");
    assertThat(lines.get(1)).startsWith("root,90,80,");
    assertThat(lines).anyMatch(line -> line.startsWith("good,") && line.contains(" = "));
    assertThat(lines).anyMatch(line -> line.startsWith("bad,"));
  }

  @Test
  void resultsThatCannotBeWrittenAreNoSuccess() {
    assertThat(search("--searcher", "random", "--evaluations", "5").code()).isZero();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    for (List<String> command :
        List.of(List.of("top", "-w", run.toString()), List.of("list"), List.of("--help"))) {
      Terminal lost = Terminal.run(full, command.toArray(String[]::new));
      assertThat(lost.code()).as("%s", command).isEqualTo(2);
      assertThat(lost.err()).contains("the results could not be written to standard output");
    }
  }

  @Test
  void theLogIsNotWrittenThroughALink() throws IOException {
    assertThat(search("--searcher", "random", "--evaluations", "5").code()).isZero();
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    Files.delete(run.resolve("log.txt"));
    Files.createSymbolicLink(run.resolve("log.txt"), outside);
    Terminal refused = search("--searcher", "random", "--evaluations", "6", "--resume");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("log.txt");
    assertThat(outside).hasContent("mine");
  }

  @Test
  void aSecondSearchNeedsResumeAndThenGoesOn() {
    assertThat(search("--searcher", "random", "--evaluations", "20").code()).isZero();
    Terminal again = search("--searcher", "random", "--evaluations", "30");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("holds a search of 20 evaluations").contains("--resume");
    Terminal resumed =
        search("--searcher", "random", "--evaluations", "30", "--resume", "-f", "csv");
    assertThat(resumed.out()).contains("BUDGET,30,");
  }

  @Test
  void aLimitThatNothingKeepsNamesTheSmallestReachableValue() {
    Terminal refused = search("--searcher", "random", "--max-macs", "0.001");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("macs").containsPattern("\\d+\\.\\d");
    assertThat(refused.err().strip().lines()).hasSize(1);
  }

  @Test
  void aFolderInUseIsRefusedWithTheProcess() {
    try (FolderLock lock = FolderLock.take(run)) {
      assertThat(lock).isNotNull();
      Terminal refused = search("--searcher", "random");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).contains("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void searchingWithoutASupernetSaysHowToTrainOne() {
    Terminal refused = Terminal.run("search", "-c", config.toString(), "-w", run.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(run + " holds no trained").contains("(espalier train)");
  }

  @Test
  void misspeltVerbsFlagsNamesAndKeysAreRefusedWithTheNearest() {
    assertThat(Terminal.run("serch").err()).contains("search");
    assertThat(Terminal.run("serch").code()).isEqualTo(2);
    assertThat(Terminal.run("search", "--evaluation", "3").code()).isEqualTo(2);
    assertThat(Terminal.run().code()).isEqualTo(2);
    assertThat(search("--searcher", "lanes").err()).contains("did you mean 'lanas'");
    assertThat(search("--set", "space.name=makro").err()).contains("did you mean 'macro'");
    assertThat(search("--set", "search.evaluation=3").err()).contains("'evaluations'");
    assertThat(Terminal.run("list", "spces").err()).contains("did you mean 'spaces'");
  }

  @Test
  void initWritesAConfigurationThatValidates() {
    Path file = folder.resolve("new.yaml");
    assertThat(Terminal.run("init", file.toString()).code()).isZero();
    assertThat(Terminal.run("init", file.toString()).code()).isEqualTo(2);
    Terminal valid = Terminal.run("validate", "-c", file.toString(), "-f", "csv");
    assertThat(valid.err()).doesNotContain("espalier:");
    assertThat(valid.code()).isZero();
    assertThat(valid.out()).contains("sample").contains("15,625");
  }

  @Test
  void validateTellsATableThatDoesNotAgree() {
    Terminal wrong = Terminal.run("validate", "--space", "macro", "--table", table.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("do not agree");
    assertThat(Terminal.run("validate", "--table", table.toString()).code()).isEqualTo(2);
  }

  @Test
  void listKnowsEverySpace() {
    assertThat(Terminal.run("list", "spaces", "-f", "csv").out())
        .contains("nasbench201", "macro", "nasnet", "nasbench101", "convnet");
  }
}
