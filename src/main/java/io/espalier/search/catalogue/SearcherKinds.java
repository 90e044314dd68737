package io.espalier.search.catalogue;

import io.espalier.catalogue.Catalogue;
import io.espalier.search.EvolutionSearcher;
import io.espalier.search.LocalSearcher;
import io.espalier.search.MctsSearcher;
import io.espalier.search.RandomSearcher;
import io.espalier.search.SearcherKind;
import io.espalier.search.bayes.BayesianSearcher;
import io.espalier.search.bayes.ParegoSearcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.search.objective.Nsga2Searcher;
import java.util.List;

/** The searchers that come with the program. */
public final class SearcherKinds {

  /** All of them. */
  public static final Catalogue<SearcherKind<?>> ALL =
      new Catalogue<>(
          "searcher",
          List.of(
              LanasSearcher.KIND,
              RandomSearcher.KIND,
              EvolutionSearcher.KIND,
              LocalSearcher.KIND,
              MctsSearcher.KIND,
              BayesianSearcher.KIND,
              Nsga2Searcher.KIND,
              ParegoSearcher.KIND));

  private SearcherKinds() {}
}
