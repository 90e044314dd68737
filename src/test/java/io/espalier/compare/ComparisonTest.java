package io.espalier.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.search.EvolutionSearcher;
import io.espalier.search.EvolutionSettings;
import io.espalier.search.Proposal;
import io.espalier.search.RandomSearcher;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import io.espalier.synthetic.OptionSpace;
import io.espalier.synthetic.SyntheticTruth;
import io.espalier.synthetic.TruthEstimator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final RunHeader HEADER =
      new RunHeader("a configuration", Map.of("table.csv", "abc"), "a build");

  private static final Comparison COMPARISON =
      new Comparison(
          new Design(30, 3, 3, List.of(10, 20), 2, 3, Optional.of("random")),
          List.of(synthetic("peaks"), synthetic("rugged")),
          List.of(method("random"), method("evolution")));

  @TempDir Path folder;

  private static ComparisonTask synthetic(String kind) {
    SearchSpace space = new OptionSpace(5, 3);
    return new ComparisonTask() {
      @Override
      public String name() {
        return kind;
      }

      @Override
      public Instance instance(long seed) {
        SyntheticTruth truth = SyntheticTruth.named(kind, space, seed);
        return new Instance(seed, space, List.of(), new TruthEstimator(truth), truth, truth.best());
      }
    };
  }

  private static Method method(String name) {
    return new Method() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Searcher searcher(Instance instance, long seed) {
        Seed own = new Seed(seed);
        return name.equals("random")
            ? new RandomSearcher(instance.space(), instance.limits(), own)
            : new EvolutionSearcher(
                instance.space(), instance.limits(), new EvolutionSettings(10, 3), own);
      }
    };
  }

  private Path run(String name, int workers) {
    Path own = folder.resolve(name);
    assertThat(COMPARISON.run(own, HEADER, workers, Progress.SILENT)).isPresent();
    return own;
  }

  /** All tables but that of times. */
  private static Map<String, String> tables(Path own) throws IOException {
    Map<String, String> tables = new LinkedHashMap<>();
    for (String table : Results.TABLES) {
      if (!table.equals("cpu.csv")) {
        tables.put(table, Files.readString(own.resolve(table)));
      }
    }
    return tables;
  }

  @Test
  void tablesDoNotDependOnTheNumberOfWorkers() throws IOException {
    assertThat(tables(run("two", 2))).isEqualTo(tables(run("one", 1)));
  }

  @Test
  void aRunThatWasKilledAnywhereGoesOnToTheSameTables() throws IOException {
    Path whole = run("whole", 1);
    Map<String, String> expected = tables(whole);
    byte[] bytes = Files.readAllBytes(whole.resolve(Comparison.RUNS));
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 8) {
      Path own = Files.createDirectories(folder.resolve("cut" + length));
      Files.write(own.resolve(Comparison.RUNS), Arrays.copyOf(bytes, length));
      assertThat(tables(run("cut" + length, 2))).as("cut at %d", length).isEqualTo(expected);
    }
  }

  @Test
  void whatAFileSystemGrewButNeverWroteIsDropped() throws IOException {
    Path whole = run("whole", 1);
    Map<String, String> expected = tables(whole);
    String text = Files.readString(whole.resolve(Comparison.RUNS));
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    Files.writeString(
        whole.resolve(Comparison.RUNS), text.substring(0, last) + "\0".repeat(20) + "\n");
    assertThat(tables(run("whole", 1))).isEqualTo(expected);
  }

  @Test
  void aBrokenLineInTheMiddleIsAnError() throws IOException {
    Path file = run("whole", 1).resolve(Comparison.RUNS);
    List<String> lines = Files.readAllLines(file);
    lines.set(2, "{\"task\":");
    Files.write(file, lines);
    assertThatThrownBy(() -> run("whole", 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 3 of");
  }

  @Test
  void finishedRunsAreNotMadeAgain() throws IOException {
    Path whole = run("whole", 1);
    byte[] before = Files.readAllBytes(whole.resolve(Comparison.RUNS));
    run("whole", 1);
    assertThat(Files.readAllBytes(whole.resolve(Comparison.RUNS))).isEqualTo(before);
  }

  @Test
  void anotherConfigurationOrOtherTablesAreRefused() throws IOException {
    Path whole = run("whole", 1);
    byte[] before = Files.readAllBytes(whole.resolve(Comparison.RUNS));
    refused(new RunHeader("another one", HEADER.data(), "a build"), "another configuration");
    refused(
        new RunHeader(HEADER.config(), Map.of("table.csv", "abd"), "a build"), "other contents");
    assertThat(Files.readAllBytes(whole.resolve(Comparison.RUNS))).isEqualTo(before);
  }

  private void refused(RunHeader header, String message) {
    assertThatThrownBy(() -> COMPARISON.run(folder.resolve("whole"), header, 1, Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message)
        .hasMessageContaining("start over");
  }

  @Test
  void anotherBuildGoesOnAndIsMentioned() {
    run("whole", 1);
    StoppingProgress progress = new StoppingProgress(Integer.MAX_VALUE);
    RunHeader rebuilt = new RunHeader(HEADER.config(), HEADER.data(), "another build");
    assertThat(COMPARISON.run(folder.resolve("whole"), rebuilt, 1, progress)).isPresent();
    assertThat(progress.said).contains("12 of the 12 runs").contains("another build");
  }

  @Test
  void whoStopsKeepsTheFinishedRunsAndGoesOn() throws IOException {
    Map<String, String> expected = tables(run("whole", 1));
    Path own = folder.resolve("stopped");
    assertThat(COMPARISON.run(own, HEADER, 2, new StoppingProgress(90))).isEmpty();
    long lines = Files.readAllLines(own.resolve(Comparison.RUNS)).size();
    assertThat(lines).isBetween(2L, 12L);
    assertThat(tables(run("stopped", 2))).isEqualTo(expected);
  }

  /** Each in a folder of its own, stopped a little later than the one before. */
  @Test
  void whatIsStoppedLeavesTheTablesOfTheSeedsThatAllHave() throws IOException {
    Design design = COMPARISON.design();
    int perSeed = COMPARISON.size() / design.seeds();
    Set<Integer> seen = new HashSet<>();
    for (int looks = 1; looks < 10_000 && seen.size() < design.seeds(); looks += 10) {
      Path own = folder.resolve("stopped" + looks);
      StoppingProgress progress = new StoppingProgress(looks);
      if (COMPARISON.run(own, HEADER, 1, progress).isPresent()) {
        break;
      }
      Path log = own.resolve(Comparison.RUNS);
      int runs = Files.exists(log) ? Files.readAllLines(log).size() - 1 : 0;
      int seeds = runs / perSeed;
      if (seeds == 0) {
        assertThat(own.resolve("summary.csv")).doesNotExist();
      } else {
        assertThat(progress.said).contains("first " + seeds + " of " + design.seeds() + " seeds");
        Comparison fewer =
            new Comparison(design.withSeeds(seeds), COMPARISON.tasks(), COMPARISON.methods());
        Results whole =
            fewer.run(folder.resolve("whole" + looks), HEADER, 1, Progress.SILENT).orElseThrow();
        assertThat(own.resolve("summary.csv"))
            .hasSameTextualContentAs(folder.resolve("whole" + looks).resolve("summary.csv"));
        assertThat(whole.summary().rows()).isNotEmpty();
      }
      seen.add(seeds);
    }
    assertThat(seen).contains(0, 1, 2);
  }

  @Test
  void aFailureInARunEndsTheComparisonAndIsTold() {
    Method broken =
        new Method() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Searcher searcher(Instance instance, long seed) {
            return new Searcher() {
              @Override
              public List<Proposal> ask(int count) {
                throw new InputError("the searcher cannot ask");
              }

              @Override
              public void tell(List<Outcome> outcomes) {}
            };
          }
        };
    Comparison comparison =
        new Comparison(
            new Design(5, 1, 3, List.of(), 1, 0, Optional.empty()),
            COMPARISON.tasks(),
            List.of(broken));
    assertThatThrownBy(() -> comparison.run(folder, HEADER, 2, Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessage("the searcher cannot ask");
  }

  /** Asks to stop when it was looked at so often, and keeps what it was told. */
  private static final class StoppingProgress implements Progress {

    private final AtomicInteger looks = new AtomicInteger();
    private final int most;
    private String said = "";

    StoppingProgress(int most) {
      this.most = most;
    }

    @Override
    public Progress.Task begin(String what, String unit, long total, long done) {
      return Progress.SILENT.begin(what, unit, total, done);
    }

    @Override
    public void say(String message) {
      said += message;
    }

    @Override
    public boolean stopRequested() {
      return looks.incrementAndGet() > most;
    }
  }
}
