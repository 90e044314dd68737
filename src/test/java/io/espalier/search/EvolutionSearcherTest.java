package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvolutionSearcherTest implements SearcherContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return new EvolutionSearcher(space, limits, new EvolutionSettings(20, 5), seed);
  }

  private static double ones(Architecture architecture) {
    return architecture.picks().stream().mapToInt(pick -> pick.get(0)).sum();
  }

  @Test
  void climbsWhereRandomSearchDoesNot() {
    SmallSpace space = SmallSpace.product(30, 2);
    assertThat(best(searcher(space, List.of(), new Seed(1)))).isGreaterThanOrEqualTo(27);
    assertThat(best(new RandomSearcher(space, List.of(), new Seed(1)))).isLessThan(27);
  }

  private static double best(Searcher searcher) {
    double best = 0;
    for (int i = 0; i < 400; i++) {
      Architecture asked = searcher.ask(1).get(0).architecture();
      best = Math.max(best, ones(asked));
      searcher.tell(List.of(new Estimate(asked, ones(asked), 0, 0, 0)));
    }
    return best;
  }

  @Test
  void theOldestDieHoweverGoodTheyAre() {
    SmallSpace space = SmallSpace.product(30, 2);
    Searcher searcher =
        new EvolutionSearcher(space, List.of(), new EvolutionSettings(10, 10), new Seed(2));
    List<Architecture> first = searcher.ask(10).stream().map(Proposal::architecture).toList();
    first.forEach(a -> searcher.tell(List.of(new Estimate(a, 99, 0, 0, 0))));
    List<Architecture> later = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Architecture child = searcher.ask(1).get(0).architecture();
      later.add(child);
      searcher.tell(List.of(new Estimate(child, 1, 0, 0, 0)));
    }
    // All of the first ten are dead now: children descend from the later ones.
    Architecture child = searcher.ask(1).get(0).architecture();
    assertThat(later).anyMatch(parent -> space.neighbours(parent).contains(child));
    assertThat(first).noneMatch(parent -> space.neighbours(parent).contains(child));
  }

  @Test
  void refusesASampleLargerThanThePopulation() {
    assertThatThrownBy(() -> new EvolutionSettings(10, 11))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("sample of 1 to the population");
  }
}
