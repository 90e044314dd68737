package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.MctsSearcher;
import io.espalier.search.MctsSettings;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import java.util.List;

class MctsSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new MctsSearcher(space, List.of(), MctsSettings.DEFAULT, seed);
  }
}
