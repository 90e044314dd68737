package io.espalier.search.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import io.espalier.search.BitFunction;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.search.regression.RidgeRegressor.Terms;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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

  private static RidgeRegressor regressor(Terms terms, double ridge) {
    return new RidgeRegressor(ALGEBRA, LAYOUT, terms, ridge);
  }

  private static double[] weights(BitFunction function) {
    return IntStream.range(0, LAYOUT.bits()).mapToDouble(function::weight).toArray();
  }

  private static double correlation(BitFunction function, List<Sample> fresh) {
    double[] predictions = fresh.stream().mapToDouble(s -> function.value(s.slots())).toArray();
    return new SpearmansCorrelation().correlation(predictions, scores(fresh));
  }

  @Test
  void primalAndDualGiveTheSameWeights() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(1));
    // 159 samples are solved in the dual, the same and one more in the primal form.
    List<Sample> samples = samples(SPACE, truth, 160, 2);
    List<Sample> twice = new ArrayList<>(samples);
    twice.addAll(samples);
    RidgeRegressor once = regressor(Terms.LINEAR, 1);
    RidgeRegressor doubled = regressor(Terms.LINEAR, 2);
    List<Sample> fewer = samples.subList(0, 80);
    List<Sample> fewerTwice = new ArrayList<>(fewer);
    fewerTwice.addAll(fewer);
    // Every sample twice under twice the penalty is the same problem, once dual and once primal.
    assertThat(weights(doubled.fit(fewerTwice, scores(fewerTwice))))
        .containsExactly(weights(once.fit(fewer, scores(fewer))), within(1e-8));
    assertThat(weights(doubled.fit(twice, scores(twice))))
        .containsExactly(weights(once.fit(samples, scores(samples))), within(1e-8));
  }

  @Test
  void ridgeRegressionFindsTheOrderOfAnAlmostLinearTruth() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(3));
    List<Sample> known = samples(SPACE, truth, 400, 4);
    List<Sample> fresh = samples(SPACE, truth, 300, 5);
    double linear =
        correlation(regressor(Terms.LINEAR, 1).fit(known, Targets.RANK.of(known)), fresh);
    double pairwise =
        correlation(regressor(Terms.PAIRWISE, 10).fit(known, Targets.RANK.of(known)), fresh);
    assertThat(linear).isGreaterThan(0.7);
    assertThat(pairwise).isGreaterThan(0.7);
  }

  @Test
  void aRegressionOnPairsLearnsWhatNoSingleOptionTells() {
    SmallSpace space = SmallSpace.product(6, 2);
    BitLayout layout = new BitLayout(space);
    List<Sample> samples = new ArrayList<>();
    for (Architecture a : new FeasibleSet(space, List.of()).enumerate(64).orElseThrow()) {
      boolean same = a.picks().get(0).equals(a.picks().get(3));
      samples.add(new Sample(a, layout.slots(a), same ? 1 : 0, true));
    }
    BitFunction pairwise =
        new RidgeRegressor(ALGEBRA, layout, Terms.PAIRWISE, 0.1)
            .fit(samples, Targets.RAW.of(samples));
    BitFunction linear =
        new RidgeRegressor(ALGEBRA, layout, Terms.LINEAR, 0.1)
            .fit(samples, Targets.RAW.of(samples));
    for (Sample sample : samples) {
      assertThat(pairwise.value(sample.slots()) > 0).isEqualTo(sample.score() > 0.5);
      assertThat(linear.value(sample.slots())).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void anExactSampleOutweighsANoisyOne() {
    Architecture any = SPACE.sample(new Seed(1).generator());
    int[] slots = LAYOUT.slots(any);
    Architecture other = SPACE.sample(new Seed(2).generator());
    List<Sample> samples =
        List.of(
            new Sample(any, slots, 1, 0.1, true),
            new Sample(any, slots, 0, 3, true),
            new Sample(other, LAYOUT.slots(other), 0.5, 1, true));
    for (Terms terms : Terms.values()) {
      BitFunction function = regressor(terms, 0.1).fit(samples, Targets.RAW.of(samples));
      double said = function.value(slots) - function.value(LAYOUT.slots(other));
      assertThat(said).isBetween(0.25, 0.6);
    }
  }

  @Test
  void theProcessPredictsAndKnowsHowFarItIsOff() {
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(SPACE, new Seed(6));
    List<Sample> known = samples(SPACE, truth, 300, 7);
    double[] targets = scores(known);
    GaussianProcess process =
        new GaussianProcess(
            ALGEBRA,
            LAYOUT,
            Hyperparameters.likeliest(ALGEBRA, LAYOUT, Kernel.HAMMING, known, targets, 0));
    process.learn(known);
    process.fit(targets);
    List<Sample> fresh = samples(SPACE, truth, 300, 8);
    List<int[]> masks = fresh.stream().map(Sample::slots).toList();
    double[] means = masks.stream().mapToDouble(process::mean).toArray();
    double[] deviations =
        masks.stream().mapToDouble(mask -> process.judge(mask).deviation()).toArray();
    assertThat(new SpearmansCorrelation().correlation(means, scores(fresh))).isGreaterThan(0.7);
    int within = 0;
    for (int i = 0; i < means.length; i++) {
      within += Math.abs(means[i] - fresh.get(i).score()) < 2.5 * deviations[i] ? 1 : 0;
    }
    assertThat(within).isGreaterThan(270);
  }

  @Test
  void ranksDoNotChangeWithTheUnitAndTiesShareTheirs() {
    Architecture any = SPACE.sample(new Seed(1).generator());
    List<Sample> samples = new ArrayList<>();
    for (double score : new double[] {3, 1e9, -5, 3}) {
      samples.add(new Sample(any, LAYOUT.slots(any), score, true));
    }
    assertThat(Targets.RANK.of(samples)).containsExactly(0.5, 0.875, 0.125, 0.5);
  }

  @Test
  void clippingRaisesTheWorstTenthAndNothingElse() {
    Architecture any = SPACE.sample(new Seed(1).generator());
    List<Sample> samples = new ArrayList<>();
    for (int i = 20; i > 0; i--) {
      samples.add(new Sample(any, LAYOUT.slots(any), i == 1 ? -1e9 : i, true));
    }
    double[] clipped = Targets.CLIPPED.of(samples);
    for (int i = 0; i < 20; i++) {
      assertThat(clipped[i]).isEqualTo(Math.max(20 - i, 3));
    }
    assertThat(Targets.CLIPPED.of(samples.subList(0, 1))).containsExactly(20);
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
