package io.espalier.search.lanas;

import io.espalier.random.Seed;
import io.espalier.search.Limit;
import io.espalier.search.Objective;
import io.espalier.search.Searcher;
import io.espalier.search.SeveralObjectivesContract;
import io.espalier.space.SearchSpace;
import java.util.List;

class ParetoLanasSearcherTest implements SeveralObjectivesContract {

  @Override
  public Searcher searcher(
      SearchSpace space, List<Limit> limits, List<Objective> costs, Seed seed) {
    return LanasSearcher.KIND
        .forSeveral()
        .orElseThrow()
        .create(space, limits, costs, LanasSettings.DEFAULT, seed);
  }
}
