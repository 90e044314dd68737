package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.cli.manual.Manual;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print has the columns that the manual lists. */
@Tag("slow")
class ResultColumnsTest {

  /** They need a published table, or print figures of an experiment that takes hours. */
  private static final Set<String> NOT_RUN = Set.of("latency published", "experiment run");

  private final Manual manual = new Manual();
  private final Set<String> seen = new HashSet<>();

  @TempDir Path folder;

  @Test
  void everyCommandPrintsTheColumnsOfTheManual() throws Exception {
    String run = folder.resolve("run").toString();
    List<String> quickstart = new ArrayList<>(List.of("-w", run));
    for (String setting : ReadmeTest.SMALL) {
      quickstart.addAll(List.of("--set", setting));
    }
    check("quickstart", quickstart.toArray(String[]::new));
    String child = Path.of(run, "retrain", "child").toString();
    String config = Path.of(run, "config.yaml").toString();
    String own = folder.resolve("own").toString();
    check("validate", "-c", config);
    check("train", "-c", config, "-w", own);
    check("search", "-w", own, "--objectives", "accuracy,macs", "--rerank", "2");
    check("top", "-w", own);
    check("export", "-w", own);
    check("retrain", "-w", own);
    check("tree", "-w", run);
    check("eval", "-w", run, "--child", child);
    check("test", "-w", own);
    check("verify", child);
    String weights = Path.of(child, "pytorch", "weights.safetensors").toString();
    String imported = folder.resolve("imported").toString();
    check("import", weights, "--child", child, "--to", imported, "-w", run);
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    check("classify", child, picture.toString());
    check("describe", "-w", run, "-a", "1-1-1-1-1-1-1-1");
    check("rank", "-w", own, "--scratch", "10", "--set", "estimate.scratch.epochs=1");
    check("bench", "--space", "macro", "--children", "3", "--batch", "8");
    check("list");
    check("doctor");
    check("experiment list");
    comparisonsAndLatencies();
    List<String> documented =
        manual.names().stream().filter(name -> !manual.columns(name).isEmpty()).toList();
    assertThat(documented).allMatch(name -> seen.contains(name) || NOT_RUN.contains(name));
  }

  private void comparisonsAndLatencies() throws Exception {
    Path file = folder.resolve("searchers.yaml");
    Files.writeString(
        file,
        """
        budget: 10
        seeds: {first: 1, count: 2}
        reference: a
        tasks: {r: {synthetic: rugged, options: {choices: 4, options: 3}}}
        searchers: {a: {searcher: random}, b: {searcher: evolution, population: 3, sample: 2}}
        """);
    check("compare", file.toString(), "-w", folder.resolve("compared").toString());
    String table = folder.resolve("here.yaml").toString();
    List<String> measure =
        List.of(
            "--space",
            "macro",
            "--networks",
            "12",
            "--unseen",
            "4",
            "--rounds",
            "2",
            "--runs",
            "1",
            "--channels",
            "4",
            "-o",
            table);
    check("latency measure", measure.toArray(String[]::new));
    String measured = folder.resolve("here.csv").toString();
    check("latency check", table, measured);
    check(
        "latency fit",
        measured,
        "--space",
        "macro",
        "--channels",
        "4",
        "--threads",
        "1",
        "--device-name",
        "x",
        "--runtime-name",
        "y",
        "-o",
        folder.resolve("fit.yaml").toString());
  }

  private void check(String command, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.addAll(List.of(arguments));
    words.addAll(List.of("-f", "json"));
    Terminal done = Terminal.run(words.toArray(String[]::new));
    assertThat(done.code()).as(command + ": " + done.err()).isZero();
    JsonNode rows = JsonMapper.builder().build().readTree(done.out());
    List<String> printed = new ArrayList<>();
    rows.get(0).fieldNames().forEachRemaining(printed::add);
    List<String> expected =
        manual.columns(command).stream()
            .flatMap(ResultColumnsTest::meant)
            .filter(column -> !column.startsWith("(") || printed.contains(bare(column)))
            .map(ResultColumnsTest::bare)
            .toList();
    assertThat(printed).as(command).isEqualTo(expected);
    seen.add(command);
  }

  private static Stream<String> meant(String column) {
    return switch (column) {
      case "COST" -> Stream.of("macs_millions", "params_millions", "memory_kb", "disk_mb");
      case "CHOICE" -> IntStream.range(0, 8).mapToObj(i -> "layer" + i);
      default -> Stream.of(column);
    };
  }

  private static String bare(String column) {
    return column.replaceAll("[()]", "");
  }
}
