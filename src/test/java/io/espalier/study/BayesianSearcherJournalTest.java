package io.espalier.study;

import io.espalier.random.Seed;
import io.espalier.search.Searcher;
import io.espalier.search.bayes.BayesianSearcher;
import io.espalier.search.bayes.BayesianSettings;
import io.espalier.space.SearchSpace;
import java.util.List;

class BayesianSearcherJournalTest implements JournalContract {

  @Override
  public Searcher searcher(SearchSpace space, Seed seed) {
    return new BayesianSearcher(space, List.of(), BayesianSettings.DEFAULT, seed);
  }

  @Override
  public int cuts() {
    return 5;
  }
}
