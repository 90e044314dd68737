package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.search.EvolutionSearcher;
import io.espalier.search.Limit;
import io.espalier.search.LocalSearcher;
import io.espalier.search.MctsSearcher;
import io.espalier.search.RandomSearcher;
import io.espalier.search.Searcher;
import io.espalier.search.bayes.BayesianSearcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.space.SearchSpace;
import java.util.List;

/** The searchers by their names. */
final class Searchers {

  private Searchers() {}

  /**
   * A fresh searcher.
   *
   * @param settings those of all searchers
   * @param run the seed of the run, from which the searcher's own is derived
   * @throws InputError if there is none of this name, or the limits leave nothing to search
   */
  static Searcher named(
      String name, SearchSpace space, List<Limit> limits, Config.SearchSection settings, Seed run) {
    Seed seed = run.derive("search").derive(name);
    return switch (name) {
      case Names.LANAS -> new LanasSearcher(space, limits, settings.lanas(), seed);
      case Names.RANDOM -> new RandomSearcher(space, limits, seed);
      case Names.EVOLUTION -> new EvolutionSearcher(space, limits, settings.evolution(), seed);
      case Names.LOCAL_SEARCH -> new LocalSearcher(space, limits, settings.localSearch(), seed);
      case Names.MCTS -> new MctsSearcher(space, limits, settings.mcts(), seed);
      case Names.GP -> new BayesianSearcher(space, limits, settings.gp(), seed);
      default -> throw InputError.unknown("searcher", name, Names.SEARCHERS);
    };
  }
}
