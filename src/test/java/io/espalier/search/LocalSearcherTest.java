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

class LocalSearcherTest implements SearcherContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return new LocalSearcher(space, limits, LocalSearchSettings.DEFAULT, seed);
  }

  private static double ones(Architecture architecture) {
    return architecture.picks().stream().mapToInt(pick -> pick.get(0)).sum();
  }

  private static Estimate estimate(Architecture architecture) {
    return new Estimate(architecture, ones(architecture), 0, 0, 0);
  }

  @Test
  void movesToTheFirstBetterNeighbourAndNeverLooksBack() {
    SmallSpace space = SmallSpace.product(30, 2);
    Searcher searcher = searcher(space, List.of(), new Seed(1));
    Architecture centre = searcher.ask(1).get(0).architecture();
    searcher.tell(List.of(estimate(centre)));
    int asked = 1;
    while (ones(centre) < 30) {
      Architecture next = searcher.ask(1).get(0).architecture();
      asked++;
      assertThat(space.neighbours(centre)).contains(next);
      searcher.tell(List.of(estimate(next)));
      centre = ones(next) > ones(centre) ? next : centre;
    }
    assertThat(asked).isLessThan(200);
    // None of the optimum's neighbours is better: they are all visited, then a climb starts afresh.
    Proposal next = searcher.ask(1).get(0);
    while (next.why().startsWith("neighbour")) {
      searcher.tell(List.of(estimate(next.architecture())));
      next = searcher.ask(1).get(0);
    }
    assertThat(next.why()).isEqualTo("random start of climb 2");
  }

  @Test
  void severalNeighboursOfOneCentreAreUnderWay() {
    SmallSpace space = SmallSpace.product(5, 2);
    Searcher searcher = searcher(space, List.of(), new Seed(2));
    Architecture centre = searcher.ask(1).get(0).architecture();
    searcher.tell(List.of(new Estimate(centre, 99, 0, 0, 0)));
    List<Proposal> batch = searcher.ask(7);
    assertThat(batch.subList(0, 5))
        .allMatch(p -> space.neighbours(centre).contains(p.architecture()));
    assertThat(batch.subList(5, 7))
        .allMatch(p -> p.why().startsWith("random start of the next climb"));
  }

  @Test
  void aClimbBeginsAtTheBestOfItsStarts() {
    SmallSpace space = SmallSpace.product(30, 2);
    Searcher searcher =
        new LocalSearcher(space, List.of(), new LocalSearchSettings(5), new Seed(3));
    List<Architecture> starts = searcher.ask(5).stream().map(Proposal::architecture).toList();
    starts.forEach(start -> searcher.tell(List.of(estimate(start))));
    double best = starts.stream().mapToDouble(LocalSearcherTest::ones).max().orElseThrow();
    Architecture next = searcher.ask(1).get(0).architecture();
    assertThat(starts).anyMatch(s -> ones(s) == best && space.neighbours(s).contains(next));
  }

  @Test
  void refusesNoStarts() {
    assertThatThrownBy(() -> new LocalSearchSettings(0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("1 or more");
  }
}
