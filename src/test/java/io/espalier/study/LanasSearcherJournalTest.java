package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.Searcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.search.lanas.LanasSettings;
import io.espalier.space.SearchSpace;
import java.util.List;

class LanasSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new LanasSearcher(space, List.of(), LanasSettings.DEFAULT, seed);
  }

  @Override
  public int cuts() {
    return 3;
  }
}
