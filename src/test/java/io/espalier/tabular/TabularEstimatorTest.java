package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.EstimatorContract;
import io.espalier.estimate.Failure;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.CellGraph;
import io.espalier.space.zoo.NasBench101Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularEstimatorTest {

  private static final ScoreColumn PROXY = new ScoreColumn("proxy", ScoreUnit.FRACTION);

  private final SearchSpace macro = SpaceKinds.ALL.named("macro").space();

  @TempDir Path folder;

  /** An estimator of the own table, whose last row has no score. */
  private abstract static class OwnTable implements EstimatorContract {
    @Override
    public List<Architecture> architectures() {
      return TableFiles.own().space().listing().orElseThrow();
    }
  }

  @Nested
  class Exact extends OwnTable {
    @Override
    public Estimator estimator() {
      return TableFiles.own().estimator(PROXY);
    }
  }

  @Nested
  class WithErrors extends OwnTable {
    @Override
    public Estimator estimator() {
      return TableFiles.own().estimator(PROXY, "error");
    }
  }

  @Nested
  class Noisy extends OwnTable {
    @Override
    public Estimator estimator() {
      return TableFiles.own().estimator(PROXY, 1_000, new Seed(1));
    }
  }

  @Test
  void looksUpRowsInTheOrderAsked() throws IOException {
    TabularEstimator estimator = TableFiles.published("macro", folder).estimator("mean");
    Architecture best = macro.parse("22212202");
    Architecture absent = macro.parse("22222222");
    Architecture worst = macro.parse("00000000");
    assertThat(estimator.estimate(List.of(best, absent, worst)))
        .containsExactly(
            new Estimate(best, 93.1267, 0, 0, 0),
            new Failure(absent, "the table has no row of this architecture"),
            new Estimate(worst, 45.3633, 0, 0, 0));
  }

  @Test
  void answersForOtherEncodingsOfARow() throws IOException {
    TabularEstimator estimator = TableFiles.published("macro", folder).estimator("mean");
    // The row is 22212202; the identity may stand before or behind the block.
    Architecture moved = macro.parse("22212220");
    assertThat(estimator.estimate(List.of(moved)))
        .containsExactly(new Estimate(moved, 93.1267, 0, 0, 0));
  }

  @Test
  void fractionsBecomePercent() throws IOException {
    NasBench101Space space = new NasBench101Space();
    TabularEstimator estimator = TableFiles.published("nasbench101", folder).estimator("test_acc");
    // The row with one 3x3 convolution, encoded on another vertex than the table's.
    Architecture conv = space.of(4, CellGraph.edge(0, 2) | CellGraph.edge(2, 3), List.of(2, 0));
    Estimate estimate = (Estimate) estimator.estimate(List.of(conv)).get(0);
    assertThat(estimate.score()).isEqualTo(93.0455);
  }

  @Test
  void anyColumnCanBeTheScore() throws IOException {
    Table table = TableFiles.published("macro", folder);
    Architecture worst = macro.parse("00000000");
    assertThat(table.estimator("acc1").estimate(List.of(worst)))
        .containsExactly(new Estimate(worst, 45.32, 0, 0, 0));
    assertThatThrownBy(() -> table.estimator("acc4"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'acc1'");
  }

  @Test
  void missingScoresAreFailuresAndPublishedErrorsAreKept() {
    Table own = TableFiles.own();
    TabularEstimator estimator = own.estimator(PROXY, "error");
    List<Architecture> rows = own.space().listing().orElseThrow();
    assertThat(estimator.estimate(rows).get(1)).isEqualTo(new Estimate(rows.get(1), 84, 2, 0, 0));
    assertThat(estimator.estimate(rows).get(2)).isEqualTo(new Estimate(rows.get(2), 85, 0, 0, 0));
    assertThat(estimator.estimate(rows).get(6)).isInstanceOf(Failure.class);
  }

  @Test
  void noiseIsBinomialAroundTheTruth() throws IOException {
    Table table = TableFiles.published("macro", folder);
    Architecture best = macro.parse("22212202");
    int images = 400;
    int draws = 4_000;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < draws; s++) {
      TabularEstimator noisy = table.estimator(table.score("mean"), images, new Seed(s));
      Estimate estimate = (Estimate) noisy.estimate(List.of(best)).get(0);
      assertThat(estimate.images()).isEqualTo(images);
      assertThat(estimate.score() * images / 100)
          .isCloseTo(Math.rint(estimate.score() * images / 100), within(1e-9));
      sum += estimate.score();
      squares += estimate.score() * estimate.score();
    }
    double mean = sum / draws;
    double deviation = Math.sqrt(squares / draws - mean * mean);
    double expected = 100 * Math.sqrt(0.931267 * (1 - 0.931267) / images);
    // Four standard errors of the mean, and of the deviation.
    assertThat(mean).isCloseTo(93.1267, within(4 * expected / Math.sqrt(draws)));
    assertThat(deviation).isCloseTo(expected, within(4 * expected / Math.sqrt(2.0 * draws)));
  }

  @Test
  void noiseSaysItsStandardErrorAndIsTheSameForEveryEncoding() throws IOException {
    Table table = TableFiles.published("macro", folder);
    TabularEstimator noisy = table.estimator(table.score("mean"), 10_000, new Seed(3));
    Estimate row = (Estimate) noisy.estimate(List.of(macro.parse("22212202"))).get(0);
    Estimate moved = (Estimate) noisy.estimate(List.of(macro.parse("22212220"))).get(0);
    assertThat(moved.score()).isEqualTo(row.score()).isNotEqualTo(93.1267);
    assertThat(row.standardError())
        .isCloseTo(100 * Math.sqrt(0.931267 * (1 - 0.931267) / 10_000), within(0.02));
  }

  @Test
  void noScoreOfFewImagesClaimsToBeExact() throws IOException {
    Path file = TableFiles.write(folder, "arch,mean", "00000000,0", "00000001,100");
    Table table = Table.read(SpaceKinds.ALL.named("macro").space(), file);
    TabularEstimator noisy = table.estimator(table.score("mean"), 10, new Seed(1));
    for (Architecture architecture : table.space().listing().orElseThrow()) {
      Estimate estimate = (Estimate) noisy.estimate(List.of(architecture)).get(0);
      assertThat(estimate.score()).isIn(0.0, 100.0);
      assertThat(estimate.standardError()).isGreaterThan(5);
    }
  }

  @Test
  void noiseNeedsAccuracies() throws IOException {
    Table table = TableFiles.published("macro", folder);
    assertThatThrownBy(() -> table.estimator(table.score("params"), 100, new Seed(1)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("accuracies in percent or as a fraction of 1");
    ScoreColumn wrong = new ScoreColumn("mean", ScoreUnit.FRACTION);
    assertThatThrownBy(() -> table.estimator(wrong, 100, new Seed(1)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("another unit");
  }
}
