package io.espalier.search.objective;

import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherContract;
import io.espalier.search.SeveralObjectivesContract;
import io.espalier.space.SearchSpace;
import java.util.List;

class Nsga2SearcherTest implements SearcherContract, SeveralObjectivesContract {

  @Override
  public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
    return searcher(space, limits, List.of(), seed);
  }

  @Override
  public Searcher searcher(
      SearchSpace space, List<Limit> limits, List<Objective> costs, Seed seed) {
    return new Nsga2Searcher(space, limits, costs, new Nsga2Settings(10, 0.9, 0), seed);
  }
}
