package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.EvolutionSearcher;
import io.espalier.search.EvolutionSettings;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import java.util.List;

class EvolutionSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new EvolutionSearcher(space, List.of(), new EvolutionSettings(12, 4), seed);
  }
}
