package io.espalier.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.SmallSpace;
import io.espalier.search.regression.HammingProcess;
import io.espalier.search.regression.HammingProcess.Hyperparameters;
import io.espalier.search.regression.PlainAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GrowingProcessTest {

  private static final Hyperparameters KERNEL = new Hyperparameters(2, 0.03);

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

  private static GrowingProcess grown(SearchSpace space, List<Sample> samples) {
    GrowingProcess process = new GrowingProcess(new BitLayout(space), KERNEL);
    samples.forEach(sample -> process.add(sample.slots()));
    process.fit(scores(samples));
    return process;
  }

  @Test
  void isTheProcessThatIsSolvedAtOnceHoweverItGrew() {
    SmallSpace space = SmallSpace.picks160();
    List<Sample> samples = samples(space, 61, new Seed(1));
    List<int[]> masks = samples(space, 30, new Seed(2)).stream().map(Sample::slots).toList();
    List<int[]> pending = samples(space, 7, new Seed(3)).stream().map(Sample::slots).toList();
    HammingProcess wanted =
        new HammingProcess(
            new PlainAlgebra(), new BitLayout(space), KERNEL, samples, scores(samples));

    GrowingProcess process = grown(space, samples.subList(0, 40));
    pending.forEach(process::add);
    process.truncate(40);
    samples.subList(40, 61).forEach(sample -> process.add(sample.slots()));
    process.fit(scores(samples));
    double[] before = process.deviations(masks);
    pending.forEach(process::add);
    double[] after = process.deviations(masks);

    double[] means = wanted.means(masks);
    double[] wantedBefore = wanted.deviations(masks, List.of());
    double[] wantedAfter = wanted.deviations(masks, pending);
    for (int i = 0; i < masks.size(); i++) {
      assertThat(process.mean(masks.get(i))).isCloseTo(means[i], within(1e-9));
      assertThat(before[i]).isCloseTo(wantedBefore[i], within(1e-9));
      assertThat(after[i]).isCloseTo(wantedAfter[i], within(1e-9)).isLessThanOrEqualTo(before[i]);
    }
  }

  @Test
  void aGridHasTheMeansOfItsMasks() {
    for (SmallSpace space :
        List.of(SmallSpace.product(5, 4), SmallSpace.picks(List.of(5, 4, 6), 2))) {
      GrowingProcess process = grown(space, samples(space, 25, new Seed(4)));
      GridTable grid = new GridTable(new BitLayout(space));
      double[] means = grid.means(process);
      List<Architecture> all = new FeasibleSet(space, List.of()).enumerate(2_000).orElseThrow();
      assertThat(means).hasSameSizeAs(all);
      for (int i = 0; i < means.length; i++) {
        assertThat(new BitLayout(space).architecture(grid.slots(i))).isEqualTo(all.get(i));
        assertThat(means[i]).isCloseTo(process.mean(grid.slots(i)), within(1e-9));
      }
    }
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
