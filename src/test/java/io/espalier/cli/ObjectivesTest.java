package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches for several objectives and for several devices, in a table with a made-up latency. */
class ObjectivesTest {

  @TempDir Path folder;

  private Path config;
  private Path table;
  private Path latencies;
  private Path run;

  @BeforeEach
  void writeTables() throws IOException {
    List<String> scores = new ArrayList<>(List.of("arch,mean,flops,params"));
    List<String> times = new ArrayList<>(List.of("arch,mean,phone_ms,flops,params"));
    for (int i = 0; i < 6561; i++) {
      String digits = "%8s".formatted(Integer.toString(i, 3)).replace(' ', '0');
      int sum = digits.chars().map(c -> c - '0').sum();
      scores.add(digits + "," + (80 + Math.sqrt(sum)) + ",1,1");
      times.add(digits + ",0," + (1 + sum + (digits.charAt(0) - '0') / 4.0) + ",1,1");
    }
    table = Files.write(folder.resolve("macro.csv"), scores);
    latencies = Files.write(folder.resolve("latency.csv"), times);
    config = folder.resolve("my.yaml");
    Files.writeString(
        config,
        "space: macro\nsearch: {table: '%s', table_cost_file: '%s', table_costs: {phone: phone_ms}}\n"
            .formatted(table, latencies));
    run = folder.resolve("run");
  }

  private Terminal search(String... more) {
    List<String> words = new ArrayList<>(List.of("search", "-c", "" + config, "-w", "" + run));
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }

  private Path study(String name) {
    return run.resolve("search").resolve(name);
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }

  @Test
  void theFrontIsWrittenShownAndContinuedExactly() throws IOException {
    assertThat(search("--objectives", "accuracy,phone", "--evaluations", "20").code()).isZero();
    Path study = study("lanas-phone");
    assertThat(Files.readAllLines(study.resolve("journal.jsonl")).get(0))
        .contains("\"objectives\":[\"phone_ms\"]");
    assertThat(search("--objectives", "accuracy,phone", "--evaluations", "40", "--resume").code())
        .isZero();
    List<String> front = Files.readAllLines(study.resolve("pareto.csv"));
    int latency = cells(front.get(0)).indexOf("phone_ms");
    double before = 0;
    double score = 0;
    for (String line : front.subList(1, front.size())) {
      double now = Double.parseDouble(cells(line).get(latency));
      double best = Double.parseDouble(cells(line).get(2));
      assertThat(now).isGreaterThan(before);
      assertThat(best).isGreaterThan(score);
      before = now;
      score = best;
    }
    Terminal top = Terminal.run("top", "-w", "" + run, "--pareto", "-n", "99", "-f", "csv");
    assertThat(top.out().lines()).hasSize(front.size());
    assertThat(Terminal.run("report", "-w", "" + run).code()).isZero();

    run = folder.resolve("other");
    assertThat(search("--objectives", "accuracy,phone", "--evaluations", "40").code()).isZero();
    assertThat(Files.readAllLines(study("lanas-phone").resolve("pareto.csv")))
        .usingElementComparator((a, b) -> cells(a).get(1).compareTo(cells(b).get(1)))
        .isEqualTo(front);
  }

  @Test
  void everyProposalKeepsALimitOnAColumn() throws IOException {
    Terminal searched =
        search("--set", "limits.phone=[null, 6]", "--evaluations", "30", "--searcher", "lanas");
    assertThat(searched.code()).isZero();
    List<String> trials = Files.readAllLines(study("lanas-phone-to-6").resolve("trials.csv"));
    int latency = cells(trials.get(0)).indexOf("phone_ms");
    assertThat(trials.subList(1, 31))
        .allMatch(line -> Double.parseDouble(cells(line).get(latency)) <= 6);
    Terminal beyond = search("--set", "limits.phone=[null, 0.5]", "--evaluations", "30");
    assertThat(beyond.code()).isEqualTo(2);
    assertThat(beyond.err()).contains("the smallest reachable value is 1 (0-0-0-0-0-0-0-0)");
  }

  @Test
  void theShareOfNetworksWithinALimitIsStated() throws IOException {
    List<String> times = new ArrayList<>(List.of("arch,mean,phone_ms,flops,params"));
    for (int i = 0; i < 6561; i++) {
      String digits = "%8s".formatted(Integer.toString(i, 3)).replace(' ', '0');
      int most = digits.chars().map(c -> c - '0').max().orElseThrow();
      long ones = digits.chars().filter(c -> c == '1').count();
      times.add(digits + ",0," + (10L * most + ones) + ",1,1");
    }
    Files.write(latencies, times);
    // Of the rows, 1 + 8 + 28 + 56 + 70 + 56 have no 2 and up to five 1s.
    double expected = 1000 * 219 / 6561.0;
    List<String> usual = limited("15");
    assertThat(usual).hasSize(2);
    assertThat(usual.get(1)).startsWith("phone,up to 15").contains(",rejection,1000,");
    int counted = Integer.parseInt(cells(usual.get(1)).get(4));
    assertThat((double) counted).isBetween(expected - 30, expected + 30);
    assertThat(Files.readString(run.resolve("log.txt")))
        .contains("the limit phone up to 15", counted + " of 1,000 random ones keep it")
        .doesNotContain("so few");
    assertThat(Terminal.run("report", "-w", "" + run).code()).isZero();
    assertThat(Files.readString(run.resolve("report.html"))).contains("random networks within it");

    // Of the rows, 1 + 8 + 28.
    assertThat(Integer.parseInt(cells(limited("12").get(1)).get(4))).isBetween(1, 14);
    assertThat(Files.readString(run.resolve("log.txt"))).contains("so few");
  }

  private List<String> limited(String most) throws IOException {
    Terminal searched =
        search("--set", "limits.phone=[null, %s]".formatted(most), "--evaluations", "10");
    assertThat(searched.code()).as(searched.err()).isZero();
    return Files.readAllLines(study("lanas-phone-to-" + most).resolve("limits.csv"));
  }

  @Test
  void theBestForEachDeviceComesFromOneSearch() throws IOException {
    Path slow = Files.writeString(folder.resolve("a.yaml"), "name: a\nlimits: {phone: 4}\n");
    Path fast =
        Files.writeString(folder.resolve("b.yaml"), "name: b\nlimits: {phone: [null, 12]}\n");
    assertThat(search("--devices", slow + "," + fast, "--evaluations", "40").code()).isZero();
    List<String> rows = Files.readAllLines(study("lanas-phone").resolve("devices.csv"));
    int latency = cells(rows.get(0)).indexOf("phone_ms");
    assertThat(Double.parseDouble(cells(rows.get(1)).get(latency))).isLessThanOrEqualTo(4);
    assertThat(Double.parseDouble(cells(rows.get(2)).get(latency))).isLessThanOrEqualTo(12);
    Path none = Files.writeString(folder.resolve("c.yaml"), "name: c\nlimits: {phone: 0.2}\n");
    Terminal refused = search("--devices", "" + none, "--evaluations", "40");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("device c: ").contains("smallest reachable value is 1");
    Path wrong = Files.writeString(folder.resolve("d.yaml"), "name: d\nlimit: {phone: 1}\n");
    assertThat(search("--devices", "" + wrong).err()).contains("unknown key of the device");
  }

  @Test
  void wrongObjectivesAreRefusedInOneMessage() {
    refuses("unknown cost in search.objectives: 'watts'", "--objectives", "accuracy,watts");
    refuses("macs is there twice", "--objectives", "accuracy,macs,macs");
    refuses("allowed is the score", "--objectives", "macs,params");
    refuses("looks at the score alone", "--objectives", "accuracy,macs", "--searcher", "evolution");
    refuses("unknown cost in limits.watts: 'watts'", "--set", "limits.watts=[0, 1]");
  }

  private void refuses(String message, String... words) {
    Terminal refused = search(words);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(message).doesNotContain("\tat ");
    assertThat(run).doesNotExist();
  }
}
