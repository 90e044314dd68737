package io.espalier.search;

import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A kind of searcher, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param options its settings
 * @param factory makes a searcher that looks at the score alone
 * @param forSeveral makes one that also keeps costs low; empty if it cannot
 * @param <S> the record of its settings
 */
public record SearcherKind<S extends Record>(
    String name,
    String summary,
    Options<S> options,
    Factory<S> factory,
    Optional<FactoryForSeveral<S>> forSeveral)
    implements Named {

  /** A kind of searcher that looks at the score alone. */
  public SearcherKind(String name, String summary, Options<S> options, Factory<S> factory) {
    this(name, summary, options, factory, Optional.empty());
  }

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
   * Makes searchers that look for the front of the score and some costs.
   *
   * @param <S> the record of their settings
   */
  @FunctionalInterface
  public interface FactoryForSeveral<S> {
    /**
     * A fresh searcher.
     *
     * @param costs what is kept low beside the score
     * @throws io.espalier.error.InputError if the limits leave nothing to search
     */
    Searcher create(
        SearchSpace space, List<Limit> limits, List<Objective> costs, S settings, Seed seed);
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

  /**
   * A fresh searcher for the front of the score and some costs, or for the score alone if there are
   * none.
   *
   * @param settings of the type of {@link #options}
   * @param run the seed of the run, from which the searcher's own is derived
   * @throws InputError if the limits leave nothing to search, or this kind looks at the score alone
   */
  public Searcher create(
      SearchSpace space, List<Limit> limits, List<Objective> costs, Record settings, Seed run) {
    if (costs.isEmpty()) {
      return create(space, limits, settings, run);
    }
    return forSeveral
        .orElseThrow(
            () ->
                new InputError(
                    "the searcher %s looks at the score alone, not at %s as well; choose lanas or another one for several objectives"
                        .formatted(
                            name,
                            costs.stream().map(Objective::name).collect(Collectors.joining(", ")))))
        .create(
            space, limits, costs, options.type().cast(settings), run.derive("search").derive(name));
  }
}
