package io.espalier.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Figures of runs that were made up, calculated by hand. */
class ResultsTest {

  private static final Design DESIGN =
      new Design(100, 1, 4, List.of(50, 10), 1, 2, Optional.of("slow"));

  private final Map<MethodRun.Key, MethodRun> runs = new HashMap<>();

  /** Finds 8 at sample 5 and the optimum, 10, at {@code found}; not at all if that is 0. */
  private void add(String searcher, long seed, double optimum, int found) {
    List<Improvement> steps = new ArrayList<>(List.of(new Improvement(5, 8, 8)));
    if (found > 0) {
      steps.add(new Improvement(found, 10, 10));
    }
    MethodRun run =
        new MethodRun(
            "task",
            searcher,
            seed,
            0,
            optimum,
            100,
            steps,
            steps,
            List.of(8.0, 9.0, 10.0),
            List.of(),
            Map.of("restarts", (double) seed),
            0.5);
    runs.put(run.key(), run);
  }

  private Results results(double optimum) {
    int[] fast = {20, 40, 60, 0};
    int[] slow = {90, 80, 0, 0};
    for (int s = 0; s < 4; s++) {
      add("fast", s + 1, optimum, fast[s]);
      add("slow", s + 1, optimum, slow[s]);
    }
    ComparisonTask task =
        Scripted.task("task", List.of(1.0, 2.0), List.of(1.0, 2.0), OptionalDouble.empty());
    return Results.of(
        new Comparison(
            DESIGN, List.of(task), List.of(Scripted.searcher("fast"), Scripted.searcher("slow"))),
        runs);
  }

  @Test
  void samplesAreCensoredAtTheBudget() {
    Map<String, Double> figures = results(10).figures();
    assertThat(figures)
        .containsEntry("task/fast/found", 3.0)
        .containsEntry("task/fast/found_share", 0.75)
        // Wilson: (0.75 + 1.9208/4 -+ 1.96 sqrt(0.75 0.25/4 + 0.9604/16)) / (1 + 3.8415/4)
        .containsEntry("task/fast/found_low", 0.3006)
        .containsEntry("task/fast/found_high", 0.9544)
        // 20, 40, 60, 101
        .containsEntry("task/fast/median_samples", 50.0)
        .containsEntry("task/fast/median_low", 20.0)
        .containsEntry("task/fast/median_high", 101.0)
        .containsEntry("task/fast/quartile1_samples", 35.0)
        .containsEntry("task/fast/quartile3_samples", 70.3)
        // (20 + 40 + 60 + 100) / 4
        .containsEntry("task/fast/mean_samples", 55.0)
        .containsEntry("task/slow/median_samples", 95.5)
        .containsEntry("task/slow/mean_samples", 92.5);
  }

  @Test
  void regretIsWhatTheIncumbentLacks() {
    Map<String, Double> figures = results(10).figures();
    assertThat(figures)
        .containsEntry("task/fast/regret_at_10", 2.0)
        .containsEntry("task/fast/regret_at_50", 1.0)
        .containsEntry("task/fast/median_regret_at_50", 1.0)
        .containsEntry("task/fast/found_share_at_50", 0.5)
        .containsEntry("task/fast/top_regret_at_10", 2.0)
        .containsEntry("task/fast/top_regret_at_50", 1.0)
        .containsEntry("task/fast/final_regret", 0.5)
        .containsEntry("task/fast/final_top_regret", 0.0)
        .containsEntry("task/slow/regret_at_50", 2.0);
    assertThat(figures.get("task/fast/final_low")).isBetween(0.0, 0.5);
    assertThat(figures.get("task/fast/final_high")).isBetween(0.5, 2.0);
  }

  @Test
  void testsAreAdjustedWithinTheTask() {
    Results results = results(10);
    CsvTable tests = results.tests();
    assertThat(tests.rows().stream().map(row -> tests.cell(row, "figure")))
        .containsExactly(
            "samples", "regret_at_10", "top_regret_at_10", "regret_at_50", "top_regret_at_50");
    Map<String, Double> figures = results.figures();
    // Of the 16 pairs the fast one needs less in 12; 2 ties of 101 with 101 count half.
    assertThat(figures).containsEntry("task/fast/samples_probability_less", 13 / 16.0);
    // All regrets are 2 at 10; at 50 two of four are 0 against 2.
    assertThat(figures).containsEntry("task/fast/regret_at_10_p_value", 1.0);
    assertThat(figures).containsEntry("task/fast/regret_at_10_probability_less", 0.5);
    assertThat(figures).containsEntry("task/fast/regret_at_50_probability_less", 0.75);
    // The best two observed are the same truths in all runs: 8 at 10 samples, 9 at 50.
    assertThat(figures).containsEntry("task/fast/top_regret_at_50_p_value", 1.0);
    assertThat(figures).containsEntry("task/fast/top_regret_at_50_probability_less", 0.5);
    // Holm: five times the smallest p-value, which the next smallest must not fall below.
    double least = figures.get("task/fast/regret_at_50_p_value");
    assertThat(figures.get("task/fast/samples_p_value")).isBetween(least, 1.5 * least);
    assertThat(figures.get("task/fast/regret_at_50_p_holm"))
        .isCloseTo(Math.min(1, 5 * least), within(0.002));
    assertThat(figures.get("task/fast/samples_p_holm"))
        .isEqualTo(figures.get("task/fast/regret_at_50_p_holm"));
    assertThat(figures).containsEntry("task/fast/regret_at_10_p_holm", 1.0);
    assertThat(figures).doesNotContainKey("task/slow/samples_p_value");
  }

  @Test
  void theBestFoundStandsInForAnUnknownOptimum() {
    Results results = results(Double.NaN);
    assertThat(results.summary().cell(results.summary().rows().get(0), "optimum"))
        .isEqualTo("best_found");
    assertThat(results.figures()).containsEntry("task/fast/found", 3.0);
  }

  @Test
  void whatSearchersSayIsAveraged() {
    CsvTable statistics = results(10).statistics();
    assertThat(statistics.rows()).hasSize(2);
    assertThat(statistics.rows().get(0).subList(0, 4))
        .containsExactly("task", "fast", "restarts", "2.5000");
  }

  @Test
  void curvesEndAtTheBudget() {
    assertThat(CurveTable.points(100)).startsWith(1, 2, 3).endsWith(100).isSorted();
    assertThat(CurveTable.points(1)).containsExactly(1);
    CsvTable curves = results(10).curves();
    List<String> last = curves.rows().get(CurveTable.points(100).size() - 1);
    assertThat(curves.cell(last, "found_share")).isEqualTo("0.7500");
    assertThat(curves.cell(curves.rows().get(0), "regret")).isEmpty();
  }

  @Test
  void aReferenceMustBeOneOfTheSearchers() {
    ComparisonTask task =
        Scripted.task("task", List.of(1.0, 2.0), List.of(1.0, 2.0), OptionalDouble.empty());
    assertThatThrownBy(
            () -> new Comparison(DESIGN, List.of(task), List.of(Scripted.searcher("slaw"))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("unknown reference 'slow' (did you mean 'slaw'?)");
  }

  @Test
  void aCheckpointLiesWithinTheBudget() {
    assertThatThrownBy(() -> new Design(10, 1, 1, List.of(5, 11), 1, 0, Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("checkpoint 11");
  }
}
