package io.espalier.search.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import io.espalier.search.BitLayout;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

public class RegressorsTest {

  private static final LinearAlgebra ALGEBRA = new PlainAlgebra();
  private static final SmallSpace SPACE = SmallSpace.picks160();
  private static final BitLayout LAYOUT = new BitLayout(SPACE);

  public static List<Sample> samples(
      SearchSpace space, SyntheticTruth truth, int count, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    BitLayout layout = new BitLayout(space);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Architecture drawn = space.sample(random);
      samples.add(new Sample(drawn, layout.slots(drawn), truth.score(drawn), true));
    }
    return samples;
  }

  private static double[] scores(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::score).toArray();
  }

  private static double predicted(double[] weights, Sample sample) {
    double sum = 0;
    for (int bit : sample.slots()) {
      sum += weights[bit];
    }
    return sum;
  }

  @Test
  void primalAndDualGiveTheSameWeights() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(1));
    // 159 samples are solved in the dual, the same and one more in the primal form.
    List<Sample> samples = samples(SPACE, truth, 160, 2);
    List<Sample> twice = new ArrayList<>(samples);
    twice.addAll(samples);
    RidgeRegressor once = new RidgeRegressor(ALGEBRA, 160, 1);
    RidgeRegressor doubled = new RidgeRegressor(ALGEBRA, 160, 2);
    List<Sample> fewer = samples.subList(0, 80);
    List<Sample> fewerTwice = new ArrayList<>(fewer);
    fewerTwice.addAll(fewer);
    // Every sample twice under twice the penalty is the same problem, once dual and once primal.
    assertThat(doubled.fit(fewerTwice, scores(fewerTwice)))
        .containsExactly(once.fit(fewer, scores(fewer)), within(1e-8));
    assertThat(doubled.fit(twice, scores(twice)))
        .containsExactly(once.fit(samples, scores(samples)), within(1e-8));
  }

  @Test
  void ridgeRegressionFindsTheOrderOfAnAlmostLinearTruth() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(3));
    List<Sample> known = samples(SPACE, truth, 400, 4);
    double[] weights = new RidgeRegressor(ALGEBRA, 160, 1).fit(known, RankTransform.ranks(known));
    List<Sample> fresh = samples(SPACE, truth, 300, 5);
    double[] predictions = fresh.stream().mapToDouble(s -> predicted(weights, s)).toArray();
    assertThat(new SpearmansCorrelation().correlation(predictions, scores(fresh)))
        .isGreaterThan(0.7);
  }

  @Test
  void theProcessPredictsAndKnowsHowFarItIsOff() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(6));
    List<Sample> known = samples(SPACE, truth, 300, 7);
    double[] targets = scores(known);
    HammingProcess process =
        new HammingProcess(
            ALGEBRA,
            LAYOUT,
            HammingProcess.likeliest(ALGEBRA, LAYOUT, known, targets),
            known,
            targets);
    List<Sample> fresh = samples(SPACE, truth, 300, 8);
    List<int[]> masks = fresh.stream().map(Sample::slots).toList();
    double[] means = process.means(masks);
    double[] deviations = process.deviations(masks, List.of());
    assertThat(new SpearmansCorrelation().correlation(means, scores(fresh))).isGreaterThan(0.7);
    int within = 0;
    for (int i = 0; i < means.length; i++) {
      within += Math.abs(means[i] - fresh.get(i).score()) < 2.5 * deviations[i] ? 1 : 0;
    }
    assertThat(within).isGreaterThan(270);
  }

  @Test
  void whatIsPendingIsUncertainNoMore() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(9));
    List<Sample> known = samples(SPACE, truth, 50, 10);
    double[] targets = RankTransform.ranks(known);
    HammingProcess process =
        new HammingProcess(
            ALGEBRA, LAYOUT, new HammingProcess.Hyperparameters(2, 0.01), known, targets);
    List<int[]> masks = samples(SPACE, truth, 2, 11).stream().map(Sample::slots).toList();
    double[] before = process.deviations(masks, List.of());
    double[] after = process.deviations(masks, masks.subList(0, 1));
    assertThat(after[0]).isLessThan(before[0] / 3);
    assertThat(after[1]).isLessThanOrEqualTo(before[1]);
  }

  @Test
  void ranksDoNotChangeWithTheUnitAndTiesShareTheirs() {
    Architecture any = SPACE.sample(new Seed(1).generator());
    List<Sample> samples = new ArrayList<>();
    for (double score : new double[] {3, 1e9, -5, 3}) {
      samples.add(new Sample(any, LAYOUT.slots(any), score, true));
    }
    assertThat(RankTransform.ranks(samples)).containsExactly(0.5, 0.875, 0.125, 0.5);
  }

  @Test
  void expectedImprovementAgreesWithItsDefinition() {
    RandomGenerator random = new Seed(12).generator();
    for (double mean : new double[] {-1, 0, 0.7}) {
      double sum = 0;
      for (int i = 0; i < 200_000; i++) {
        sum += Math.max(0, mean + 0.5 * random.nextGaussian() - 0.3);
      }
      assertThat(ExpectedImprovement.of(mean, 0.5, 0.3)).isCloseTo(sum / 200_000, within(0.003));
    }
  }
}
