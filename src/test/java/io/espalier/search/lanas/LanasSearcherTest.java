package io.espalier.search.lanas;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherContract;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LanasSearcherTest {

  @Nested
  class Default implements SearcherContract {
    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      return new LanasSearcher(space, limits, LanasSettings.DEFAULT, seed);
    }
  }

  @Nested
  class Paper implements SearcherContract {
    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      return new LanasSearcher(space, limits, LanasSettings.PAPER, seed);
    }
  }

  private static List<Proposal> run(
      LanasSearcher searcher, SyntheticTruth truth, int asks, int batch) {
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

  @Test
  void nativeAndPlainAlgebraProposeTheSame() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(5));
    for (LanasSettings settings : List.of(LanasSettings.DEFAULT, LanasSettings.PAPER)) {
      List<String> notices = new ArrayList<>();
      LanasSearcher natively =
          new LanasSearcher(space, List.of(), settings, new Seed(1), notices::add);
      LanasSearcher plainly =
          new LanasSearcher(space, List.of(), settings, new Seed(1), new PlainAlgebra());
      assertThat(run(natively, truth, 60, 3)).isEqualTo(run(plainly, truth, 60, 3));
      assertThat(notices).isEmpty();
    }
  }
}
