package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class MctsSearcherTest implements SearcherContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return new MctsSearcher(space, limits, MctsSettings.DEFAULT, seed);
  }

  @Test
  void theFirstPicksAreLearnedBeforeTheLast() {
    SmallSpace space = SmallSpace.product(12, 4);
    Searcher searcher = searcher(space, List.of(), new Seed(1));
    int right = 0;
    for (int i = 0; i < 400; i++) {
      Architecture asked = searcher.ask(1).get(0).architecture();
      right += i >= 200 && asked.pick(0) == 2 && asked.pick(1) == 1 ? 1 : 0;
      double score = (asked.pick(0) == 2 ? 2 : 0) + (asked.pick(1) == 1 ? 1 : 0);
      searcher.tell(List.of(new Estimate(asked, score, 0, 0, 0)));
    }
    // At random it would be one in 16.
    assertThat(right).isGreaterThan(100);
  }

  @Test
  void theUnitOfTheScoreDoesNotMatter() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(2));
    Searcher percent = searcher(space, List.of(), new Seed(3));
    Searcher logit = searcher(space, List.of(), new Seed(3));
    for (int i = 0; i < 150; i++) {
      Architecture asked = percent.ask(1).get(0).architecture();
      assertThat(logit.ask(1).get(0).architecture()).isEqualTo(asked);
      double score = truth.score(asked);
      percent.tell(List.of(new Estimate(asked, score, 0, 0, 0)));
      logit.tell(List.of(new Estimate(asked, Math.exp(score / 5), 0, 0, 0)));
    }
  }

  @Test
  void refusesANegativeConstant() {
    assertThatThrownBy(() -> new MctsSettings(-1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("0 or more");
  }
}
