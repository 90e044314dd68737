package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.LocalSearchSettings;
import io.espalier.search.LocalSearcher;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import java.util.List;

class LocalSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new LocalSearcher(space, List.of(), new LocalSearchSettings(3), seed);
  }
}
