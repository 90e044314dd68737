package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.file.Csv;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of latencies by the command line, from a kit to a search within a limit. */
class LatencyCommandTest {

  private static final String[] SMALL = {
    "--space", "nasbench201", "--channels", "4", "--cells", "1", "--image-size", "16"
  };

  private static final Blueprint BLUEPRINT =
      SpaceKinds.ALL.named("nasbench201").blueprint(new Scale(4, 1, new Shape(3, 16, 16), 10));

  @TempDir Path folder;

  private static Terminal run(int code, String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.code()).as(terminal.err()).isEqualTo(code);
    assertThat(terminal.err()).doesNotContain("\tat ");
    return terminal;
  }

  private static String[] with(String[] common, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(common));
    return all.toArray(String[]::new);
  }

  /** A made-up device: so much for each 3x3 convolution, pooling and other node. */
  private static double milliseconds(Architecture architecture) {
    double sum = 0.01;
    for (var node : BLUEPRINT.plan(architecture).live().nodes()) {
      if (node.op() instanceof Op.Conv conv) {
        sum += conv.kernel() == 3 ? 0.02 : 0.007;
      } else if (node.op() instanceof Op.Pool) {
        sum += 0.011;
      }
    }
    return sum;
  }

  private static List<Architecture> draw(int count, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    Set<Architecture> drawn = new LinkedHashSet<>();
    while (drawn.size() < count) {
      drawn.add(BLUEPRINT.space().sample(random));
    }
    return List.copyOf(drawn);
  }

  private Path csv(String name, List<Architecture> networks, double factor) throws IOException {
    List<String> lines = new ArrayList<>(List.of("architecture,ms"));
    networks.forEach(a -> lines.add(a.id() + "," + factor * milliseconds(a)));
    return Files.write(folder.resolve(name), lines);
  }

  @Test
  void aKitIsFilledInFittedAndSearchedWith() throws IOException {
    Path kit = folder.resolve("kit");
    run(0, with(SMALL, "latency", "measure", "--device-kit", "" + kit, "--networks", "60"));
    Path csv = kit.resolve("latencies.csv");
    assertThat(kit.resolve("networks/0060.onnx")).isNotEmptyFile();
    assertThat(kit.resolve("measure.py")).content().contains("onnxruntime");
    Path table = folder.resolve("device.yaml");
    String[] fit = {"latency", "fit", "" + csv, "-o", "" + table, "--device-name", "a device"};
    assertThat(run(2, fit).err()).contains("line 2", "has no latency yet");

    List<String> filled = new ArrayList<>();
    for (String line : Files.readAllLines(csv)) {
      String id = line.split(",", 2)[0];
      filled.add(filled.isEmpty() ? line : line + milliseconds(BLUEPRINT.space().parse(id)));
    }
    Files.write(csv, filled);
    run(0, fit);
    assertThat(folder.resolve("device.md")).content().contains("a device", "Kendall tau");

    Path others = csv("others.csv", draw(50, 7), 1);
    String checked = run(0, "latency", "check", "" + table, "" + others, "-f", "csv").out();
    double tau =
        Double.parseDouble(checked.lines().skip(1).findFirst().orElseThrow().split(",", -1)[1]);
    assertThat(tau).isGreaterThan(0.9);

    // Files that are something else.
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.copy(table, other.resolve("kit.yaml"));
    Path beside = Files.copy(others, other.resolve("others.csv"));
    assertThat(run(2, "latency", "fit", "" + beside, "-o", "" + other.resolve("t.yaml")).err())
        .contains("kit.yaml is no description of a kit of networks");
    Path odd = Files.writeString(other.resolve("odd.yaml"), "latency_table: {a: 1}\n");
    assertThat(run(2, "latency", "check", "" + odd, "" + others).err())
        .contains("odd.yaml is no table of latencies");

    compare(table);
    search(table);
  }

  private void compare(Path table) throws IOException {
    List<Architecture> rows = draw(300, 9);
    List<String> lines = new ArrayList<>(List.of("architecture,accuracy"));
    rows.forEach(a -> lines.add(a.id() + "," + (50 + (a.hashCode() & 1023) / 100.0)));
    Files.write(folder.resolve("compared.csv"), lines);
    double limit =
        rows.stream().mapToDouble(LatencyCommandTest::milliseconds).sorted().toArray()[100];
    double best =
        rows.stream()
            .filter(a -> milliseconds(a) <= limit)
            .mapToDouble(a -> 50 + (a.hashCode() & 1023) / 100.0)
            .max()
            .orElseThrow();
    String task =
        "{space: nasbench201, table: compared.csv, score: accuracy, latency_table: %s"
            .formatted(table);
    Path config =
        Files.writeString(
            folder.resolve("compare.yaml"),
            """
            budget: 30
            seeds: {first: 1, count: 2}
            checkpoints: [30]
            tasks:
              within: %1$s, limits: {latency: [null, %2$s]}}
              front: %1$s, objectives: [score, latency]}
            searchers:
              random: {searcher: random}
            """
                .formatted(task, limit));
    Path results = folder.resolve("compared");
    String[] compare = {"compare", "" + config, "--data", "" + folder, "-w", "" + results};
    run(0, compare);
    // The optimum within the limit is known beside the searcher's own figures.
    try (Csv read = new Csv(results, Files.newInputStream(results.resolve("runs.csv")))) {
      int name = read.columns().indexOf("task");
      int optimum = read.columns().indexOf("optimum");
      List<Double> optima =
          read.rows(c -> c.get(name).equals("within") ? Csv.number(c.get(optimum)) : best, "");
      assertThat(optima).hasSize(4).allMatch(value -> Math.abs(value - best) < 1e-4);
    }
    assertThat(results.resolve("hypervolume.csv")).content().contains("front,random");
    Files.writeString(
        config,
        Files.readString(config).replace("space: nasbench201, table", "space: macro, table"));
    assertThat(run(2, compare).err()).contains("task within", "macro");
  }

  private void search(Path table) throws IOException {
    List<Architecture> rows = draw(300, 8);
    List<String> lines = new ArrayList<>(List.of("architecture,accuracy"));
    rows.forEach(a -> lines.add(a.id() + "," + (50 + (a.hashCode() & 1023) / 100.0)));
    Path scores = Files.write(folder.resolve("scores.csv"), lines);
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            space: {name: nasbench201}
            search: {table: %s, table_score: accuracy, searcher: random, evaluations: 20}
            """
                .formatted(scores));
    Path run = folder.resolve("run");
    assertThat(run(2, "search", "-c", "" + config, "-w", "" + run, "--max-latency-ms", "9").err())
        .contains("search.latency_table");
    String set = "search.latency_table=" + table;
    assertThat(run(0, "describe", "-c", "" + config, "--set", set, "-a", rows.get(0).id()).out())
        .contains("latency_ms", "memory_kb", "disk_mb");
    double limit =
        rows.stream().mapToDouble(LatencyCommandTest::milliseconds).sorted().toArray()[100];
    String most = Double.toString(limit);
    String[] search = {
      "search", "-c", "" + config, "-w", "" + run, "--set", set, "--max-latency-ms", most
    };
    run(0, search);
    Path trials = run.resolve("search/random-latency-to-" + most + "/trials.csv");
    assertThat(trials).exists();
    try (Csv read = Csv.hashed(trials)) {
      int column = read.columns().indexOf("latency_ms");
      List<Double> found = read.rows(cells -> Csv.number(cells.get(column)), "");
      assertThat(found).hasSize(20).allMatch(ms -> ms <= limit + 1e-9);
    }
    assertThat(run(0, "top", "-w", "" + run, "-f", "csv").out()).contains("latency_ms");
    run(0, "report", "-w", "" + run);
    assertThat(
            run(
                    2,
                    "search",
                    "-c",
                    "" + config,
                    "-w",
                    "" + run,
                    "--set",
                    set,
                    "--max-latency-ms",
                    "0.001")
                .err())
        .contains("latency");
    Files.writeString(table, Files.readString(table).replaceFirst("base_ms: ", "base_ms: 1"));
    assertThat(run(2, search).err()).contains("was changed since it was written");
  }

  @Test
  void thisMachineIsMeasured() {
    Path table = folder.resolve("here.yaml");
    for (String runtime : List.of("onnx", "djl")) {
      run(
          0,
          with(
              SMALL,
              "latency",
              "measure",
              "-o",
              "" + table,
              "--runtime",
              runtime,
              "--networks",
              "12",
              "--unseen",
              "4",
              "--rounds",
              "2",
              "--runs",
              "1",
              "--clock",
              "cpu"));
      assertThat(folder.resolve("here.md"))
          .content()
          .contains(
              "Noise floor", "processor time", runtime.equals("onnx") ? "ONNX Runtime" : "DJL");
      assertThat(folder.resolve("here.csv")).content().hasLineCount(17);
    }
  }

  @Test
  void publishedListsAreMeasuredAgainst() throws IOException {
    Path list = csv("list.csv", draw(200, 3), 1);
    String out =
        run(
                0,
                with(
                    SMALL,
                    "latency",
                    "published",
                    "" + list,
                    "--networks",
                    "60",
                    "--draws",
                    "2",
                    "-f",
                    "csv"))
            .out();
    List<String> lines = out.lines().toList();
    assertThat(lines.get(0)).isEqualTo("table,ridge_on_options,gaussian_process,macs");
    double[] taus =
        Arrays.stream(lines.get(1).split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    assertThat(taus[0]).isGreaterThan(0.95).isGreaterThan(taus[1]).isGreaterThan(taus[3]);
  }

  @Test
  void whatCannotBeUsedIsRefusedInOneMessage() throws IOException {
    Path table = folder.resolve("table.yaml");
    Path good = csv("good.csv", draw(80, 1), 1);
    assertThat(run(2, "latency", "fit", "" + good, "-o", "" + table).err()).contains("--space");
    run(0, with(SMALL, "latency", "fit", "" + good, "-o", "" + table));
    // Seconds and microseconds in the place of milliseconds.
    for (double factor : new double[] {1e-5, 1e5}) {
      Path wrong = csv("wrong.csv", draw(80, 1), factor);
      assertThat(run(2, with(SMALL, "latency", "fit", "" + wrong, "-o", "" + table)).err())
          .contains(
              factor < 1 ? "look like seconds" : "look like microseconds", "state their unit");
    }
    Path few = csv("few.csv", draw(12, 1).subList(0, 5), 1);
    assertThat(run(2, with(SMALL, "latency", "fit", "" + few, "-o", "" + table)).err())
        .contains("too few");
    Path config =
        Files.writeString(
            folder.resolve("macro.yaml"),
            "space: {name: macro}\nsearch: {latency_table: %s}\n".formatted(table));
    assertThat(run(2, "describe", "-c", "" + config, "-a", "0-0-0-0-0-0-0-0").err())
        .contains("one of the space nasbench201", "macro");
    assertThat(run(2, "latency").err()).contains("measure, fit, check or published");
    assertThat(run(2, with(SMALL, "latency", "measure")).err()).contains("name the table to write");
  }
}
