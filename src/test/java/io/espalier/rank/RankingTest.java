package io.espalier.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingTest {

  @TempDir Path folder;

  private static final int COUNT = 60;

  private static ScoreTable table() {
    RandomGenerator random = new Seed(8).generator();
    double[] truths = random.doubles(COUNT, 60, 95).toArray();
    double[] noisy = new double[COUNT];
    double[] some = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      noisy[i] = truths[i] + 10 * random.nextGaussian();
      some[i] = i % 3 == 0 ? Double.NaN : -truths[i];
    }
    Map<String, double[]> scores = new LinkedHashMap<>();
    scores.put("perfect", truths);
    scores.put("noisy", noisy);
    scores.put("alike", new double[COUNT]);
    scores.put("some", some);
    return new ScoreTable(
        IntStream.range(0, COUNT).mapToObj(i -> "0-" + i).toList(), truths, scores);
  }

  private static Ranking ranking() {
    return Ranking.of(table(), List.of(new Ranking.Pair("perfect", "noisy")), Progress.SILENT);
  }

  private static RankingRow row(Ranking ranking, String estimator, Quality quality) {
    return ranking.find(estimator, Ranking.TRUTH, quality).orElseThrow();
  }

  @Test
  void theTruthItselfRanksPerfectly() {
    Ranking ranking = ranking();
    for (Quality quality : Quality.values()) {
      RankingRow row = row(ranking, "perfect", quality);
      double best =
          switch (quality) {
            case KENDALL_TAU, SPEARMAN -> 1;
            case TOP_5_PERCENT, TOP_10_PERCENT -> 100;
            default -> 0;
          };
      assertThat(row.value()).isCloseTo(best, within(1e-9));
      assertThat(row.low()).isCloseTo(best, within(1e-9));
      assertThat(row.high()).isCloseTo(best, within(1e-9));
      assertThat(row.architectures()).isEqualTo(COUNT);
    }
  }

  @Test
  void intervalsHoldTheFigureAndComeOutTheSameAgain() {
    Ranking ranking = ranking();
    RankingRow tau = row(ranking, "noisy", Quality.KENDALL_TAU);
    assertThat(tau.value()).isBetween(0.3, 0.8);
    assertThat(tau.low()).isLessThan(tau.value());
    assertThat(tau.high()).isGreaterThan(tau.value());
    assertThat(ranking()).isEqualTo(ranking);
  }

  @Test
  void scoresThatAreAllAlikeHaveNoCorrelationAndAHundredthOfTheTop() {
    Ranking ranking = ranking();
    assertThat(row(ranking, "alike", Quality.KENDALL_TAU).value()).isNaN();
    assertThat(row(ranking, "alike", Quality.KENDALL_TAU).text()).isEqualTo("–");
    assertThat(row(ranking, "alike", Quality.TOP_10_PERCENT).value()).isCloseTo(10, within(1e-9));
  }

  @Test
  void whatHasNoScoreIsLeftOutAndCounted() {
    RankingRow tau = row(ranking(), "some", Quality.KENDALL_TAU);
    assertThat(tau.architectures()).isEqualTo(40);
    assertThat(tau.value()).isCloseTo(-1, within(1e-12));
  }

  @Test
  void agreementIsSymmetricWithTheTruth() {
    Ranking ranking = ranking();
    RankingRow agreement = ranking.agreements().get(0);
    assertThat(agreement.against()).isEqualTo("noisy");
    assertThat(agreement.value())
        .isCloseTo(row(ranking, "noisy", Quality.KENDALL_TAU).value(), within(1e-12));
    assertThat(ranking.estimators()).containsExactly("perfect", "noisy", "alike", "some");
  }

  @Test
  void filesGiveBackWhatWasWritten() {
    Ranking ranking = ranking();
    ranking.write(folder.resolve(Ranking.FILE));
    assertThat(Ranking.read(folder.resolve(Ranking.FILE))).isEqualTo(ranking);
    ScoreTable table = table();
    table.write(folder.resolve(ScoreTable.FILE));
    ScoreTable read = ScoreTable.read(folder.resolve(ScoreTable.FILE));
    assertThat(read.architectures()).isEqualTo(table.architectures());
    assertThat(read.truths()).isEqualTo(table.truths());
    for (String estimator : table.estimators()) {
      assertThat(read.scores(estimator)).isEqualTo(table.scores(estimator));
    }
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path file = folder.resolve(Ranking.FILE);
    Files.writeString(file, "estimator,value\n");
    assertThatThrownBy(() -> Ranking.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("ranking.csv");
    assertThatThrownBy(() -> ScoreTable.read(file)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> ScoreTable.read(folder.resolve("none.csv")))
        .isInstanceOf(InputError.class);
  }
}
