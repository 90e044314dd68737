package io.espalier.search.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import io.espalier.search.BitLayout;
import io.espalier.search.Features;
import io.espalier.search.SmallSpace;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench101Space;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaussianProcessTest {

  private static final double DECAY = 2;

  private static List<Sample> samples(SearchSpace space, int count, Seed seed) {
    RandomGenerator random = seed.generator();
    BitLayout layout = new BitLayout(space);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Architecture drawn = space.sample(random);
      samples.add(new Sample(drawn, layout.slots(drawn), random.nextDouble(), true));
    }
    return samples;
  }

  private static double[] scores(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::score).toArray();
  }

  /** The covariances of masks, by their definition. */
  private static double[] covariances(List<int[]> rows, List<int[]> columns, Kernel kernel) {
    double[] matrix = new double[rows.size() * columns.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        int[] other = columns.get(j);
        long common =
            Arrays.stream(rows.get(i))
                .filter(bit -> Arrays.stream(other).anyMatch(b -> b == bit))
                .count();
        double picks = other.length;
        matrix[i * columns.size() + j] =
            kernel == Kernel.HAMMING
                ? Math.exp(-DECAY * (1 - common / picks))
                : (common + common * (common - 1) / 2.0) / (picks + picks * (picks - 1) / 2);
      }
    }
    return matrix;
  }

  /** (K + N)<sup>-1</sup> of several right-hand sides, everything computed at once. */
  private static double[] solved(
      Kernel kernel, List<int[]> known, double[] noises, double[] sides) {
    int n = known.size();
    double[] matrix = covariances(known, known, kernel);
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] += noises[i];
    }
    return new PlainAlgebra().solve(matrix, n, sides, sides.length / n).values();
  }

  private static double product(double[] a, int fromA, double[] b, int fromB, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += a[fromA + i] * b[fromB + i];
    }
    return sum;
  }

  /** The deviations of masks at the likeliest scale, everything computed at once. */
  private static double[] deviations(
      Kernel kernel, List<int[]> masks, List<int[]> known, double[] noises, double variance) {
    double[] shared = covariances(masks, known, kernel);
    double[] solved = solved(kernel, known, noises, shared);
    int n = known.size();
    double[] deviations = new double[masks.size()];
    for (int i = 0; i < deviations.length; i++) {
      double explained = product(shared, i * n, solved, i * n, n);
      deviations[i] = Math.sqrt(variance * (1 - explained));
    }
    return deviations;
  }

  private static double[] deviations(GaussianProcess process, List<int[]> masks) {
    return masks.stream().mapToDouble(mask -> process.judge(mask).deviation()).toArray();
  }

  private static void assertIsWhatIsSolvedAtOnce(
      GaussianProcess process,
      Hyperparameters hyperparameters,
      List<Sample> samples,
      List<int[]> masks) {
    Kernel kernel = hyperparameters.kernel();
    List<int[]> known = samples.stream().map(Sample::slots).toList();
    double[] noises = samples.stream().mapToDouble(hyperparameters::noiseOf).toArray();
    double[] y = scores(samples);
    double mean = Arrays.stream(y).average().orElseThrow();
    double[] centred = Arrays.stream(y).map(v -> v - mean).toArray();
    double[] coefficients = solved(kernel, known, noises, centred);
    int n = known.size();
    double variance = product(centred, 0, coefficients, 0, n) / n;
    double[] shared = covariances(masks, known, kernel);
    double[] wanted = deviations(kernel, masks, known, noises, variance);
    double[] got = deviations(process, masks);
    for (int i = 0; i < masks.size(); i++) {
      double expected = mean + product(shared, i * n, coefficients, 0, n);
      Judged judged = process.judge(masks.get(i));
      assertThat(process.mean(masks.get(i))).isCloseTo(expected, within(1e-9));
      assertThat(judged.mean()).isCloseTo(expected, within(1e-9));
      assertThat(got[i]).isCloseTo(wanted[i], within(1e-9));
      assertThat(judged.deviation()).isCloseTo(wanted[i], within(1e-9));
    }
    // Nothing pending changes a mean; what is pending is uncertain no more.
    List<int[]> more = new ArrayList<>(known);
    double[] noisier = Arrays.copyOf(noises, n + 3);
    for (int i = 0; i < 3; i++) {
      process.expect(masks.get(i));
      more.add(masks.get(i));
      noisier[n + i] = hyperparameters.noise();
    }
    double[] after = deviations(process, masks);
    assertThat(after)
        .containsExactly(deviations(kernel, masks, more, noisier, variance), within(1e-9));
    process.truncate(n);
  }

  @Test
  void whatIsJudgedTogetherGetsTheVeryNumbersItGetsAlone() {
    SmallSpace space = SmallSpace.picks160();
    List<Sample> samples = samples(space, 61, new Seed(3));
    List<int[]> masks = samples(space, 15, new Seed(4)).stream().map(Sample::slots).toList();
    GaussianProcess process =
        new GaussianProcess(
            new PlainAlgebra(),
            new BitLayout(space),
            new Hyperparameters(Kernel.HAMMING, DECAY, 0.03));
    process.learn(samples);
    process.fit(scores(samples));
    List<Judged> old = masks.stream().map(process::judge).limit(7).toList();
    assertThat(process.deviations(old)).containsExactly(deviations(process, masks.subList(0, 7)));
    process.truncate(53);
    process.expect(masks.get(1));
    process.expect(masks.get(9));
    // Some are nearly up to date, some are new, and their number is odd.
    List<Judged> all = new ArrayList<>(old);
    masks.subList(7, 15).forEach(mask -> all.add(process.judge(mask)));
    assertThat(process.deviations(all)).containsExactly(deviations(process, masks));
  }

  @ParameterizedTest
  @EnumSource
  void isTheProcessThatIsSolvedAtOnceHoweverItGrew(Kernel kernel) {
    Hyperparameters hyperparameters = new Hyperparameters(kernel, DECAY, 0.03, 2);
    SmallSpace space = SmallSpace.picks160();
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : samples(space, 160, new Seed(1))) {
      // Some estimates are worth more than others.
      double error = samples.size() % 3 == 0 ? 0.5 : 2;
      samples.add(new Sample(sample.architecture(), sample.slots(), sample.score(), error, true));
    }
    List<int[]> masks = samples(space, 30, new Seed(2)).stream().map(Sample::slots).toList();
    GaussianProcess process =
        new GaussianProcess(new PlainAlgebra(), new BitLayout(space), hyperparameters);
    // One by one, a few, many at once, and after something was forgotten.
    samples.subList(0, 40).forEach(sample -> process.learn(List.of(sample)));
    process.fit(scores(samples.subList(0, 40)));
    assertIsWhatIsSolvedAtOnce(process, hyperparameters, samples.subList(0, 40), masks);
    process.learn(samples.subList(40, 150));
    process.fit(scores(samples.subList(0, 150)));
    assertIsWhatIsSolvedAtOnce(process, hyperparameters, samples.subList(0, 150), masks);
    process.learn(samples.subList(150, 160));
    process.fit(scores(samples));
    assertIsWhatIsSolvedAtOnce(process, hyperparameters, samples, masks);
  }

  @ParameterizedTest
  @EnumSource
  void traitsInCommonAddToWhatPicksHaveInCommon(Kernel kernel) {
    assertThatTraitsAdd(kernel, new NasBench101Space());
    assertThatTraitsAdd(kernel, new NasBench201Space());
  }

  private static void assertThatTraitsAdd(Kernel kernel, SearchSpace space) {
    double weight = space.pathFeatures().orElseThrow().weight();
    BitLayout layout = new BitLayout(space);
    List<Sample> samples = samples(space, 40, new Seed(8));
    GaussianProcess process =
        new GaussianProcess(new PlainAlgebra(), layout, new Hyperparameters(kernel, DECAY, 0.1));
    process.learn(samples);
    process.fit(scores(samples));
    double[] byCommon = kernel.byCommon(layout.slots(), DECAY);
    for (Sample fresh : samples(space, 10, new Seed(9))) {
      Features own = layout.features(fresh.slots());
      double expected = process.mean();
      for (int i = 0; i < samples.size(); i++) {
        Features other = layout.features(samples.get(i).slots());
        BitSet pathFeatures = pathFeatures(space, fresh);
        pathFeatures.and(pathFeatures(space, samples.get(i)));
        double alike = byCommon[own.common(other)] + weight * pathFeatures.cardinality();
        expected += process.coefficient(i) * alike;
      }
      assertThat(process.mean(fresh.slots())).isCloseTo(expected, within(1e-9));
      assertThat(process.judge(fresh.slots()).mean()).isCloseTo(expected, within(1e-9));
    }
  }

  private static BitSet pathFeatures(SearchSpace space, Sample sample) {
    return space.pathFeatures().orElseThrow().of().apply(sample.architecture());
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    GrowingFactor factor = new GrowingFactor();
    factor.append(new double[0], 1);
    assertThatThrownBy(() -> factor.append(new double[] {2}, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("row 1");
  }
}
