package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;

class ClimbingSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new ClimbingSearcher(space, seed);
  }
}
