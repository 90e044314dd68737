package io.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomSearcherTest implements SearcherContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return new RandomSearcher(space, limits, seed);
  }

  @Test
  void findsTheLastMembersOfASpaceTooLargeToEnumerate() {
    // 10^17 architectures, of which the limit leaves the 20 with at most one option above 0.
    SmallSpace space = SmallSpace.product(17, 10);
    Limit limit =
        new Limit(
            "sum", "steps", 0, 1, a -> a.picks().stream().mapToInt(pick -> pick.get(0)).sum());
    Searcher searcher = searcher(space, List.of(limit), new Seed(1));
    Set<Architecture> found = new HashSet<>();
    searcher.ask(30).forEach(p -> found.add(p.architecture()));
    assertThat(found).hasSize(18).allMatch(limit::allows);
  }

  @Test
  void everyArchitectureHasTheSameChanceToComeFirst() {
    SmallSpace space = SmallSpace.product(2, 3);
    int[] counts = new int[9];
    List<Architecture> all =
        new ArrayList<>(new FeasibleSet(space, List.of()).enumerate(9).orElseThrow());
    for (int i = 0; i < 9_000; i++) {
      Searcher searcher = searcher(space, List.of(), new Seed(i));
      counts[all.indexOf(searcher.ask(1).get(0).architecture())]++;
    }
    // Chi-square with 8 degrees of freedom: 26.1 is exceeded with probability 0.001.
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 1_000.0) * (count - 1_000.0) / 1_000.0;
    }
    assertThat(chiSquare).isLessThan(26.1);
  }
}
