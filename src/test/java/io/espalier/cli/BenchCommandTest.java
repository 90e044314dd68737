package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

  @TempDir Path folder;

  private static Terminal bench(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("bench", "--space", "macro", "--channels", "4", "--image-size", "8"));
    arguments.addAll(
        List.of("--batch", "4", "--rounds", "1", "--samples", "5", "--threads", "1", "-f", "csv"));
    arguments.addAll(List.of(more));
    return Terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void measuresChildrenOfAFileAndKeepsTheTable() throws IOException {
    Path masks = folder.resolve("masks");
    Files.writeString(masks, "100".repeat(8) + "\n\n" + "010".repeat(8) + "\n");
    Terminal measured = bench("--masks", "" + masks, "-w", "" + folder.resolve("run"));
    assertThat(measured.code()).as(measured.err()).isZero();
    assertThat(measured.err())
        .contains("2 children of macro, 4 channels")
        .contains("images of 8x8");
    assertThat(measured.out())
        .contains("cpu_ms_median")
        .contains("evaluation")
        .contains("training")
        .contains("merged");
    assertThat(measured.out().lines().skip(1).toList())
        .hasSizeGreaterThan(3)
        .allMatch(row -> row.matches(".*,\\d+\\.\\d{3},\\d+\\.\\d{3},(image|proposal),.*"));
    assertThat(folder.resolve("run/bench.csv")).hasContent(measured.out());
  }

  @Test
  void measuresAGrowingSearch() {
    Terminal measured = Terminal.run("bench", "--trials", "20000", "--rounds", "1", "-f", "csv");
    assertThat(measured.code()).as(measured.err()).isZero();
    assertThat(measured.err()).contains("20,000 trials, at most");
    assertThat(measured.out().lines().skip(1).toList())
        .hasSize(5)
        .anyMatch(row -> row.contains("opening from the snapshot"))
        .allMatch(row -> row.matches(".*,\\d+\\.\\d{3},\\d+\\.\\d{3},(trial|search),.*"));
    assertThat(Terminal.run("bench", "--trials", "9").err()).contains("allowed is from 10000");
  }

  @Test
  void whatCannotBeMeasuredIsRefused() throws IOException {
    Path masks = folder.resolve("masks");
    Files.writeString(masks, "100".repeat(8) + "\n1100\n");
    Terminal wrong = bench("--masks", "" + masks);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("line 2 of " + masks);
    Files.writeString(masks, "\n");
    assertThat(bench("--masks", "" + masks).err()).contains("holds no architecture");
    assertThat(bench("--masks", "" + folder.resolve("none")).err()).contains("cannot read");
    assertThat(bench("--children", "0").err()).contains("--children is 0; allowed is from 1");
  }
}
