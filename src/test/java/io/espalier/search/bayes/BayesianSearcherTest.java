package io.espalier.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherContract;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.PlainAlgebra;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BayesianSearcherTest implements SearcherContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return new BayesianSearcher(space, limits, BayesianSettings.DEFAULT, seed);
  }

  private static List<Proposal> run(Searcher searcher, SyntheticTruth truth, int asks, int batch) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < asks; i++) {
      for (Proposal proposal : searcher.ask(batch)) {
        proposals.add(proposal);
        double score = truth.score(proposal.architecture());
        searcher.tell(List.of(new Estimate(proposal.architecture(), score, 0, 0, 0)));
      }
    }
    return proposals;
  }

  private static double best(List<Proposal> proposals, SyntheticTruth truth) {
    return proposals.stream().mapToDouble(p -> truth.score(p.architecture())).max().orElseThrow();
  }

  @Test
  void learnsFromPicksAlone() {
    SearchSpace space = new NasBench201Space();
    SearchSpace bare = SmallSpace.withoutPathFeatures(space);
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(12));
    assertThat(run(searcher(space, List.of(), new Seed(3)), truth, 40, 1))
        .isEqualTo(run(searcher(bare, List.of(), new Seed(3)), truth, 40, 1));
  }

  @Test
  void findsTheBestOfAllCombinationsWithFewSamples() {
    SmallSpace space = SmallSpace.product(8, 3);
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(1));
    double optimum =
        new FeasibleSet(space, List.of())
            .enumerate(10_000).orElseThrow().stream().mapToDouble(truth::score).max().orElseThrow();
    List<Proposal> proposals = run(searcher(space, List.of(), new Seed(2)), truth, 80, 1);
    assertThat(best(proposals, truth)).isEqualTo(optimum);
    assertThat(proposals.get(9).why()).isEqualTo("random start 10");
    assertThat(proposals.get(10).why())
        .matches("EI \\d\\.\\d{3}, \\d\\.\\d\\d \\+- \\d\\.\\d\\d expected, of all 6561");
  }

  @Test
  void nativeAndPlainAlgebraProposeTheSame() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(5));
    List<String> notices = new ArrayList<>();
    Searcher natively =
        new BayesianSearcher(
            space,
            List.of(),
            BayesianSettings.DEFAULT,
            new Seed(1),
            CheckedAlgebra.open(notices::add));
    Searcher plainly =
        new BayesianSearcher(
            space, List.of(), BayesianSettings.DEFAULT, new Seed(1), new PlainAlgebra());
    assertThat(run(natively, truth, 35, 3)).isEqualTo(run(plainly, truth, 35, 3));
    assertThat(notices).isEmpty();
  }

  @Test
  void aSubsetOfManySamplesIsEnoughToClimb() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(6));
    BayesianSettings few = new BayesianSettings(10, 40, 60, 100);
    List<Proposal> proposals =
        run(new BayesianSearcher(space, List.of(), few, new Seed(3)), truth, 200, 1);
    assertThat(best(proposals.subList(100, 200), truth))
        .isGreaterThan(best(proposals.subList(0, 50), truth) + 2);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new BayesianSettings(1, 1_000, 300, 500))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("initial samples of Bayesian optimisation is 1; allowed: 2 or more");
  }

  @Test
  void choosesFromTheListOfASpaceThatIsOne() {
    SmallSpace few = SmallSpace.product(6, 5);
    List<Architecture> odd =
        new FeasibleSet(few, List.of())
            .enumerate(20_000).orElseThrow().stream()
                .filter(a -> a.picks().stream().mapToInt(pick -> pick.get(0)).sum() % 2 == 1)
                .toList();
    SearchSpace listed = new ListedSpace(few, odd);
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(listed, new Seed(7));
    List<Proposal> proposals = run(searcher(listed, List.of(), new Seed(4)), truth, 60, 1);
    assertThat(proposals).allMatch(p -> odd.contains(p.architecture()));
    assertThat(proposals.get(59).why()).endsWith("of all 7812");
    double optimum = odd.stream().mapToDouble(truth::score).max().orElseThrow();
    assertThat(best(proposals, truth)).isEqualTo(optimum);
  }

  @Test
  void drawsFromTheListWhereItIsLong() {
    SmallSpace many = SmallSpace.product(6, 7);
    List<Architecture> all = new FeasibleSet(many, List.of()).enumerate(200_000).orElseThrow();
    SearchSpace listed = new ListedSpace(many, all.subList(0, 60_000));
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(listed, new Seed(8));
    List<Proposal> proposals = run(searcher(listed, List.of(), new Seed(5)), truth, 40, 1);
    assertThat(proposals).hasSize(40).allMatch(p -> listed.isValid(p.architecture()));
    double best = best(proposals, truth);
    long better = all.subList(0, 60_000).stream().filter(a -> truth.score(a) > best).count();
    // At random, one in forty of the 60,000 would be better than the best of 40.
    assertThat(better).isLessThan(50);
  }
}
