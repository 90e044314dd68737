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
import io.espalier.space.SearchSpace;
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
        .matches("EI \\d\\.\\d{3}, rank \\d\\.\\d\\d \\+- \\d\\.\\d\\d expected, of all 6561");
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
}
