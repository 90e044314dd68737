package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.RandomSearcher;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import java.util.List;

class RandomSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new RandomSearcher(space, List.of(), seed);
  }
}
