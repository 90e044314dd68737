package io.espalier.search.objective;

import io.espalier.error.InputError;

/**
 * Settings of {@link Nsga2Searcher}.
 *
 * @param population the number of parents, and of children of a generation
 * @param crossover the probability that a child has two parents; otherwise it is a mutant of one
 * @param mutation the probability that a pick of a child is redrawn; 0 for one pick on average
 */
public record Nsga2Settings(int population, double crossover, double mutation) {

  /** Usual settings, with a population that suits a few hundred samples. */
  public static final Nsga2Settings DEFAULT = new Nsga2Settings(20, 0.9, 0);

  public Nsga2Settings {
    if (population < 2) {
      throw new InputError(
          "the population of NSGA-II is %d; allowed: 2 or more".formatted(population));
    }
    requireShare("crossover", crossover);
    requireShare("mutation", mutation);
  }

  private static void requireShare(String what, double given) {
    if (!(given >= 0 && given <= 1)) {
      throw new InputError(
          "the %s of NSGA-II is %s; allowed: a probability from 0 to 1".formatted(what, given));
    }
  }
}
