package io.espalier.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final ComparisonTask EXACT = task(List.of(1.0, 2.0, 3.0, 4.0, 5.0));

  /** What looks best, option 0, is the worst in truth; the truly best, option 4, looks second. */
  private static final ComparisonTask BIASED =
      Scripted.task(
          "biased",
          List.of(9.0, 2.0, 3.0, 4.0, 8.0),
          List.of(1.0, 2.0, 3.0, 4.0, 5.0),
          OptionalDouble.of(5));

  private static ComparisonTask task(List<Double> scores) {
    return Scripted.task("exact", scores, scores, OptionalDouble.of(5));
  }

  private static Design design(int budget, int batch, int top, Integer... checkpoints) {
    return new Design(budget, 1, 1, List.of(checkpoints), batch, top, Optional.empty());
  }

  private static MethodRun run(Design design, ComparisonTask task, Integer... script) {
    return MethodSearch.run(design, task, Scripted.searcher("scripted", script), 1, () -> false)
        .orElseThrow();
  }

  @Test
  void keepsEveryImprovementWithItsSample() {
    MethodRun run = run(design(4, 1, 0), EXACT, 1, 0, 3, 2, 4);
    assertThat(run.samples()).isEqualTo(4);
    assertThat(run.incumbents())
        .containsExactly(new Improvement(1, 2, 2), new Improvement(3, 4, 4));
    assertThat(run.samplesTo(4)).isEqualTo(3);
    assertThat(run.samplesTo(5)).isZero();
    assertThat(run.incumbentTruth(2)).isEqualTo(2);
    assertThat(run.incumbentTruth(0)).isNaN();
  }

  @Test
  void duplicatesAreToldAndCostNothing() {
    MethodRun run = run(design(3, 2, 0), EXACT, 1, 1, 1, 0, 1, 4);
    assertThat(run.samples()).isEqualTo(3);
    assertThat(run.samplesTo(5)).isEqualTo(3);
    // The last ask is for the one sample that is left, and comes to a duplicate first.
    assertThat(run.statistics()).isEqualTo(Map.of("told", 6.0));
  }

  @Test
  void aSearcherThatRunsDryEndsItsRun() {
    MethodRun run = run(design(100, 10, 2, 2, 50), EXACT, 0, 2, 1);
    assertThat(run.samples()).isEqualTo(3);
    assertThat(run.topTruths()).containsExactly(3.0, 3.0, 3.0);
  }

  @Test
  void aSearcherThatOnlyRepeatsItselfEndsItsRun() {
    Integer[] zeros = new Integer[1000];
    java.util.Arrays.fill(zeros, 0);
    assertThat(run(design(3, 1, 0), EXACT, zeros).samples()).isEqualTo(1);
  }

  @Test
  void theTrulyBestOfTheTopMayNotBeTheIncumbent() {
    MethodRun run = run(design(5, 1, 2, 1, 3), BIASED, 2, 0, 4, 1, 3);
    assertThat(run.incumbentTruth(5)).isEqualTo(1);
    assertThat(run.bestTruth()).isEqualTo(5);
    assertThat(run.topTruths()).containsExactly(3.0, 5.0, 5.0);
    // Of one alone it is the incumbent's.
    assertThat(run(design(5, 1, 1, 2), BIASED, 2, 0, 4, 1, 3).topTruths())
        .containsExactly(1.0, 1.0);
  }

  @Test
  void whoeverStopsItGetsNothing() {
    assertThat(
            MethodSearch.run(
                design(5, 1, 0), EXACT, Scripted.searcher("scripted", 0, 1), 1, () -> true))
        .isEmpty();
  }
}
