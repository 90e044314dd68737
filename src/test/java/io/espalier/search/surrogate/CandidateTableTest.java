package io.espalier.search.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.BitLayout;
import io.espalier.search.FeasibleSet;
import io.espalier.search.SmallSpace;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Hyperparameters;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.PlainAlgebra;
import io.espalier.search.regression.Sample;
import io.espalier.search.regression.Targets;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateTableTest {

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

  private static GaussianProcess process(SearchSpace space) {
    return new GaussianProcess(
        new PlainAlgebra(), new BitLayout(space), new Hyperparameters(Kernel.HAMMING, 2, 0.03));
  }

  private static void learn(GaussianProcess process, List<Sample> all, int from, int to) {
    process.learn(all.subList(from, to));
    process.fit(all.subList(0, to).stream().mapToDouble(Sample::score).toArray());
  }

  @Test
  void aGridHasTheMeansOfItsMasks() {
    for (SmallSpace space :
        List.of(SmallSpace.product(5, 4), SmallSpace.picks(List.of(5, 4, 6), 2))) {
      GaussianProcess process = process(space);
      learn(process, samples(space, 25, new Seed(4)), 0, 25);
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

  /** A grid knows picks only, so networks with path features must not be judged by it. */
  @Test
  void candidatesAreJudgedByTheirTraitsAsWell() {
    NasBench201Space space = new NasBench201Space();
    FeasibleSet feasible = new FeasibleSet(space, List.of());
    List<Sample> samples = samples(space, 30, new Seed(6));
    for (Kernel kernel : Kernel.values()) {
      Surrogate surrogate =
          new Surrogate(
              new PlainAlgebra(),
              feasible.layout(),
              kernel,
              Targets.RAW,
              new Refit(1),
              100,
              0.1,
              new Seed(7));
      samples.forEach(surrogate::add);
      surrogate.update(List.of());
      Candidates all = CandidateSource.all(feasible, new Archive(space), kernel).orElseThrow();
      all.judge(surrogate, samples, new Seed(8).generator());
      assertThat(all.leading(20))
          .allSatisfy(
              candidate ->
                  assertThat(candidate.mean())
                      .isCloseTo(surrogate.process().mean(candidate.slots()), within(1e-9)));
    }
  }

  @Test
  void theLeadersOfALongListAreJudgedByWhatIsKnownNow() {
    SmallSpace space = SmallSpace.product(8, 5);
    BitLayout layout = new BitLayout(space);
    List<Architecture> all = new FeasibleSet(space, List.of()).enumerate(400_000).orElseThrow();
    ListTable list = new ListTable(layout, all);
    GaussianProcess process = process(space);
    List<Sample> samples = samples(space, 80, new Seed(5));
    learn(process, samples, 0, 40);
    list.means(process);
    double[] means = {};
    for (int n = 41; n <= 80; n++) {
      learn(process, samples, n - 1, n);
      means = list.means(process);
    }
    double[] now = means;
    List<Integer> leading =
        IntStream.range(0, now.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -now[i]))
            .limit(100)
            .toList();
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < now.length; i++) {
      best = Math.max(best, process.mean(list.slots(i)));
    }
    assertThat(now[leading.get(0)]).isCloseTo(best, within(1e-9));
    for (int row : leading) {
      assertThat(now[row]).isCloseTo(process.mean(list.slots(row)), within(1e-9));
    }
  }
}
