package io.espalier.search;

import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import io.espalier.random.Seed;
import io.espalier.space.SearchSpace;
import java.util.List;

/**
 * A kind of searcher, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param options its settings
 * @param factory makes a searcher
 * @param <S> the record of its settings
 */
public record SearcherKind<S extends Record>(
    String name, String summary, Options<S> options, Factory<S> factory) implements Named {

  /**
   * Makes searchers.
   *
   * @param <S> the record of their settings
   */
  @FunctionalInterface
  public interface Factory<S> {
    /**
     * A fresh searcher.
     *
     * @throws io.espalier.error.InputError if the limits leave nothing to search
     */
    Searcher create(SearchSpace space, List<Limit> limits, S settings, Seed seed);
  }

  /**
   * A fresh searcher.
   *
   * @param settings of the type of {@link #options}
   * @param run the seed of the run, from which the searcher's own is derived
   * @throws io.espalier.error.InputError if the limits leave nothing to search
   */
  public Searcher create(SearchSpace space, List<Limit> limits, Record settings, Seed run) {
    return factory.create(
        space, limits, options.type().cast(settings), run.derive("search").derive(name));
  }
}
