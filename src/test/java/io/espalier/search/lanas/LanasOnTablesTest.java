package io.espalier.search.lanas;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.search.EvolutionSearcher;
import io.espalier.search.EvolutionSettings;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench201Space;
import io.espalier.tabular.Table;
import io.espalier.tabular.TabularEstimator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Samples until the best row of a published table is found. Run with {@code -Dtests=all
 * -Despalier.tables=FOLDER}, the folder holding {@code nb201_cifar10.csv.gz} and {@code
 * nas_bench_macro.csv.gz}. These seeds played no part in choosing settings.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "espalier.tables", matches = ".+")
class LanasOnTablesTest {

  private static final int FIRST_SEED = 2_000;
  private static final int SEEDS = 20;
  private static final int CAP = 300;

  private final Path tables = Path.of(System.getProperty("espalier.tables", ""));

  @Test
  void nasBench201(TestReporter reporter) {
    compare(new NasBench201Space(), "nb201_cifar10.csv.gz", 94.3733, reporter);
  }

  @Test
  void macro(TestReporter reporter) {
    compare(SpaceKinds.ALL.named("macro").space(), "nas_bench_macro.csv.gz", 93.1267, reporter);
  }

  private void compare(SearchSpace space, String file, double optimum, TestReporter reporter) {
    Table read = Table.read(space, tables.resolve(file));
    SearchSpace rows = read.space();
    TabularEstimator table = read.estimator(read.accuracy().orElseThrow());
    int[] lanas =
        samples(
            seed -> new LanasSearcher(rows, List.of(), LanasSettings.DEFAULT, seed),
            table,
            optimum);
    int[] paper =
        samples(
            seed -> new LanasSearcher(rows, List.of(), LanasSettings.PAPER, seed), table, optimum);
    int[] evolution =
        samples(
            seed -> new EvolutionSearcher(rows, List.of(), EvolutionSettings.DEFAULT, seed),
            table,
            optimum);
    reporter.publishEntry("lanas", quartiles(lanas));
    reporter.publishEntry("lanas as in the paper", quartiles(paper));
    reporter.publishEntry("evolution", quartiles(evolution));
    assertThat(lanas[SEEDS / 2]).isLessThanOrEqualTo(50);
    assertThat(paper[SEEDS / 2]).isBetween(50, 150);
    assertThat(evolution[SEEDS / 2]).isBetween(90, 190);
  }

  /** Ascending; {@value #CAP} + 1 where the optimum was not found. */
  private static int[] samples(
      Function<Seed, Searcher> searchers, TabularEstimator table, double optimum) {
    int[] samples = new int[SEEDS];
    for (int s = 0; s < SEEDS; s++) {
      Searcher searcher = searchers.apply(new Seed(FIRST_SEED + s));
      samples[s] = 1;
      while (samples[s] <= CAP) {
        List<Proposal> proposals = searcher.ask(1);
        List<Outcome> outcomes = table.estimate(List.of(proposals.get(0).architecture()));
        if (outcomes.get(0) instanceof Estimate estimate && estimate.score() >= optimum) {
          break;
        }
        searcher.tell(outcomes);
        samples[s]++;
      }
    }
    Arrays.sort(samples);
    return samples;
  }

  private static String quartiles(int[] ascending) {
    return "median %d [%d, %d], most %d"
        .formatted(
            ascending[SEEDS / 2],
            ascending[SEEDS / 4],
            ascending[3 * SEEDS / 4],
            ascending[SEEDS - 1]);
  }
}
